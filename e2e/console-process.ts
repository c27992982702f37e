import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serverArgs } from "@/bin/server-args.mjs";

const serverFile = path.resolve(".next/standalone/server/main.mjs");
const readyTimeoutMs = 60_000;

export type ConsoleProcess = { child: ChildProcess; output: () => string };

/** What the server must report before it counts as started: that it can do its work, or only that it answers. */
export type Health = "ready" | "live";

/** Starts the built server and resolves when it reports the wanted health. Throws with its output if it ends before. */
export async function launchConsole(url: string, env: NodeJS.ProcessEnv, wanted: Health): Promise<ConsoleProcess> {
  const child = spawn(process.execPath, [...serverArgs(env), serverFile], {
    cwd: path.resolve(".next/standalone"),
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const deadline = Date.now() + readyTimeoutMs;
  for (;;) {
    const health = await askHealth(url, wanted);
    if (health === wanted) return { child, output: () => output };
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The console ended instead of starting:\n${output}`);
    if (Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`The console was not ${wanted} after ${readyTimeoutMs / 1000} s (${health}):\n${output}`);
    }
    await sleep(50);
  }
}

/** Ends the server with the signal and resolves when it has ended. */
export async function endConsole({ child }: ConsoleProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  const killer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await ended;
  clearTimeout(killer);
}

async function askHealth(url: string, wanted: Health): Promise<string> {
  try {
    const response = await fetch(`${url}/api/health/${wanted}`, { signal: AbortSignal.timeout(5000) });
    return response.ok ? wanted : `${response.status} ${await response.text()}`;
  } catch (error) {
    return String(error);
  }
}
