#!/usr/local/bin/node
// The program `shipshape` of the image. Without arguments, it serves the console.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { checkHealth } from "./health.mjs";

const commands = ["backup", "check", "restore", "user"];

const help = `Usage: shipshape [COMMAND]

  serve                        runs the console (the default)
  check                        checks the configuration and whether the registries can be reached
  backup FILE                  writes a back-up of the database and the secret key, also while the console runs
  restore FILE                 puts a back-up in place of the database; the console must not run
  user create NAME             creates an administrator; reads the password from stdin
  user reset-password NAME     gives a person a new password, read from stdin, and signs them out
  user disable NAME            signs a person out, and lets them in no more
  health                       asks a running console whether it answers
  version                      prints the version

The settings are those of the console; see the README.
`;

const [command = "serve", ...rest] = process.argv.slice(2);
if (command === "health") process.exit(await checkHealth(process.env));
if (["help", "--help", "-h"].includes(command)) {
  console.log(help);
  process.exit(0);
}
if (command !== "serve" && command !== "version" && !commands.includes(command)) {
  console.error(`Unknown command: ${command}\n\n${help}`);
  process.exit(2);
}
const usualConfig = "/etc/shipshape/shipshape.yaml";
if (!process.env.SHIPSHAPE_CONFIG && existsSync(usualConfig)) process.env.SHIPSHAPE_CONFIG = usualConfig;
if (command !== "serve") {
  // The server runs in its own folder.
  const args = ["backup", "restore"].includes(command) ? rest.map((file) => resolve(file)) : rest;
  process.env.SHIPSHAPE_COMMAND = JSON.stringify([command, ...args]);
}
await import("./main.mjs");
