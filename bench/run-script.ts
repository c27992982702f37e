import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

/**
 * Runs a script of the benchmark in a process of its own, so that it has its own thread and heap, and returns what it
 * printed. Its errors appear as they occur. Throws if it fails.
 */
export async function runScript(file: string, args: readonly string[]): Promise<string> {
  const hooks = resolve("lib/testing/console-modules.mjs");
  const child = spawn(process.execPath, ["--import", hooks, resolve(file), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${file} ended with ${code}`);
  return output;
}
