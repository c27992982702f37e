import { spawn } from "node:child_process";
import { join } from "node:path";
import { endListedProcesses } from "./end-processes.mjs";
import { busyHint, formatElapsed } from "./run-step.mjs";
import { serverArgs } from "./server-args.mjs";
import { exitCodeOf, onStopSignal } from "./stop-signals.mjs";

const stopGraceMs = 15_000;
const reportEveryMs = 10_000;

/**
 * Runs the console's server until it ends and returns this process's exit code: 0 if the server was asked to stop and
 * did. The server leads its own process group, so that Ctrl-C reaches it once, through this process; a channel to this
 * process tells it when this process is gone.
 */
export async function runServer(node, file, env, { graceMs = stopGraceMs, everyMs = reportEveryMs } = {}) {
  const server = spawn(node, [...serverArgs(env), file], {
    env,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    detached: process.platform !== "win32",
  });
  const stopReporting = reportStart(server, everyMs);
  let asked = null;
  let deadline;
  onStopSignal((signal, insisting) => {
    asked ??= signal;
    stopReporting();
    if (insisting) return server.kill("SIGKILL");
    console.log("Stopping ...");
    server.kill("SIGTERM");
    deadline = setTimeout(() => {
      console.error(`The console has not stopped within ${graceMs / 1000} s: ending it.`);
      server.kill("SIGKILL");
    }, graceMs);
  });
  const { code, signal } = await ending(server);
  stopReporting();
  clearTimeout(deadline);
  await endListedProcesses(join(env.DATA_DIR, "registry", "processes.json"));
  if (asked && signal !== "SIGKILL") return 0;
  if (!asked) console.error(`The console has stopped by itself (${signal ?? `exit code ${code}`}).`);
  return signal ? exitCodeOf(signal) : code || 1;
}

/** Reports from time to time what the server is waiting for, until the server reports that it runs. */
function reportStart(server, everyMs) {
  const startedAt = Date.now();
  let doing = "loading the console";
  const timer = setInterval(() => {
    const elapsedMs = Date.now() - startedAt;
    console.log(`  ${formatElapsed(elapsedMs)}  ${doing}  ${busyHint(elapsedMs)}`.trimEnd());
  }, everyMs);
  const stop = () => clearInterval(timer);
  server.on("message", (message) => {
    if (typeof message?.doing === "string") doing = message.doing;
    if (message?.runs === true) stop();
  });
  return stop;
}

function ending(server) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code, signal) => resolve({ code, signal }));
  });
}
