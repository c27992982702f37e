#!/usr/local/bin/node
// The program `shipshape` of the image. Without arguments, it serves the console.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { checkHealth } from "./health.mjs";

const commands = ["backup", "check", "restore", "user"];

const help = `Usage: shipshape [COMMAND]

  serve                        runs the console (the default)
  check                        checks the configuration and whether the registries can be reached
  backup FILE                  writes a backup of the database and the secret key, also while the console runs;
                               - writes it to stdout
  restore FILE                 puts a backup in place of the database; the console must not run; - reads stdin
  user create NAME             creates an administrator; reads the password from stdin
  user reset-password NAME     gives a person a new password, read from stdin, and signs them out
  user disable NAME            signs a person out, and lets them in no more
  health                       asks a running console whether it answers
  version                      prints the version

The settings are those of the console; see docs/settings.md.
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
// The server runs in its own folder, where it would not find the file of this one.
const usualConfigs = [resolve("shipshape.yaml"), "/etc/shipshape/shipshape.yaml"];
process.env.SHIPSHAPE_CONFIG ||= usualConfigs.find((file) => existsSync(file)) ?? "";
if (command !== "serve") {
  const args = ["backup", "restore"].includes(command)
    ? rest.map((file) => (file === "-" ? file : resolve(file)))
    : rest;
  process.env.SHIPSHAPE_COMMAND = JSON.stringify([command, ...args]);
}
await import("./main.mjs");
