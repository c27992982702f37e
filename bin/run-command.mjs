import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { stopSignal } from "./stop-signals.mjs";

const windows = process.platform === "win32";
const running = new Set();

/**
 * Runs a command until it finishes, whatever its exit code, and returns `{code, output}`. `onLine` gets each line as it
 * arrives. The command leads its own process group, so that stopping it also stops what it started.
 */
export function runCommand(command, args, { cwd, env = process.env, onLine = () => undefined, timeoutMs } = {}) {
  if (stopSignal) return Promise.reject(new Error("stopped"));
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: !windows,
      shell: windows && command.endsWith(".cmd"),
    });
    const deadline = timeoutMs && setTimeout(() => endGroup(child, "SIGKILL"), timeoutMs);
    const lines = [];
    const both = new PassThrough();
    child.stdout.pipe(both, { end: false });
    child.stderr.pipe(both, { end: false });
    createInterface({ input: both }).on("line", (line) => {
      lines.push(line);
      onLine(line);
    });
    running.add(child);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(deadline);
      running.delete(child);
      both.end(() => setImmediate(() => resolve({ code: code ?? 1, output: lines.join("\n") })));
    });
  });
}

/** Ends every command that is still running. */
export function endCommands(signal) {
  for (const child of running) endGroup(child, signal);
}

function endGroup(child, signal) {
  try {
    if (windows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}
