import "server-only";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { childEnvironment } from "./child-environment";
import { endProcess } from "./end-process";
import { lineSplitter } from "./line-splitter";
import { forgetChild, recordChild } from "./process-ledger";

export type CommandOptions = {
  /** The program and its arguments. No shell sees them. */
  command: readonly string[];
  environment?: Record<string, string>;
  dataDir: string;
  timeoutMs: number;
  signal: AbortSignal;
  onLine(stream: "stdout" | "stderr", line: string): void;
  graceMs?: number;
};

export type CommandResult = {
  exitCode: number | null;
  endedBy: "exit" | "cancel" | "timeout";
  /** Why the program could not be started, or what killed it; null if it ran to its end. */
  problem: string | null;
};

/** A program may leave a daemon behind that inherited its output; the console doesn't wait for that daemon. */
const drainMs = 2_000;

function follow(stream: Readable, onLine: (line: string) => void): Promise<unknown> {
  const lines = lineSplitter(onLine);
  stream.on("data", (chunk: Buffer) => lines.write(chunk));
  return once(stream, "close").then(() => lines.end());
}

const startProblems: Record<string, string> = {
  ENOENT: "There is no such program on the console's machine.",
  EACCES: "The console may not run it.",
};

async function waitForExit(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) => resolve(startProblems[error.code ?? ""] ?? error.message));
    child.once("exit", (_code, signal) => resolve(signal ? `It was ended by ${signal}.` : null));
  });
}

/**
 * Runs a program to its end and passes on its output line by line. On cancel, or after `timeoutMs`, its whole process
 * group is ended, by force if it ignores the request. Never throws for what the program does.
 */
export async function runCommand(options: CommandOptions): Promise<CommandResult> {
  const { dataDir, signal, onLine } = options;
  if (signal.aborted) return { exitCode: null, endedBy: "cancel", problem: null };
  const [program = "", ...argv] = options.command;
  const child = spawn(/*turbopackIgnore: true*/ program, argv, {
    env: childEnvironment(options.environment),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    shell: false,
  });
  const exited = waitForExit(child);
  const drained = Promise.all([
    follow(child.stdout, (line) => onLine("stdout", line)),
    follow(child.stderr, (line) => onLine("stderr", line)),
  ]);
  if (child.pid) recordChild(dataDir, child.pid);

  let endedBy: CommandResult["endedBy"] = "exit";
  const isRunning = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const end = (reason: "cancel" | "timeout") => {
    if (!isRunning()) return;
    endedBy = reason;
    if (child.pid) void endProcess(child.pid, isRunning, options.graceMs);
  };
  const timer = setTimeout(() => end("timeout"), options.timeoutMs);
  const cancel = () => end("cancel");
  signal.addEventListener("abort", cancel);

  const problem = await exited;
  clearTimeout(timer);
  signal.removeEventListener("abort", cancel);
  const giveUp = setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, drainMs);
  await drained;
  clearTimeout(giveUp);
  if (child.pid) forgetChild(dataDir, child.pid);
  const exitCode = child.pid ? child.exitCode : null;
  return { exitCode, endedBy, problem: endedBy === "exit" ? problem : null };
}
