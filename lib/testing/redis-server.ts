import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findFreePort } from "./free-port";

/** Finds the Redis of this machine; returns null and warns if there is none, as its tests are skipped. */
export function findRedis(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = folders.map((folder) => join(folder, "redis-server")).find((file) => existsSync(file));
  if (found) return found;
  console.warn("SKIPPED: no redis-server on this machine; its tests don't run");
  return null;
}

/** Starts an empty Redis on a free loopback port, with a password. */
export async function startRedis(
  program: string,
  password: string,
): Promise<{ port: number; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "shipshape-redis-"));
  const port = await findFreePort();
  const settings = { port, bind: "127.0.0.1", requirepass: password, save: "", appendonly: "no", dir: folder };
  const argv = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(program, argv, { stdio: ["ignore", "pipe", "ignore"] });
  const close = async () => {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  await untilReady(child);
  return { port, close };
}

async function untilReady({ stdout }: ChildProcess): Promise<void> {
  let said = "";
  for await (const chunk of stdout ?? []) {
    said += String(chunk);
    if (said.includes("Ready to accept connections")) return;
  }
  throw new Error(`Redis did not start: ${said}`);
}
