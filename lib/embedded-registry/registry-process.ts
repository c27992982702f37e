import "server-only";
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, fstatSync } from "node:fs";
import { AppError } from "@/lib/errors/app-error";
import { childEnvironment } from "@/lib/jobs/child-environment";
import { endProcess } from "@/lib/jobs/end-process";
import { forgetChild, recordChild } from "@/lib/jobs/process-ledger";
import { isPortFree, portTaken } from "./find-registry-port";
import { type RegistryProgram, readOnlyVariable, serveCommand } from "./registry-commands";
import type { RegistryFiles } from "./registry-files";
import { type GuardSettings, type RegistryGuard, startRegistryGuard } from "./registry-guard";
import { openRegistryLog, readLogTail, rotateRegistryLog } from "./registry-log";
import { removeContainer } from "./remove-container";
import { waitUntilAnswering } from "./wait-until-answering";

export type RegistryProcessSettings = {
  program: RegistryProgram;
  files: RegistryFiles;
  dataDir: string;
  /** Where clients reach the registry, and where it listens itself. */
  guard: GuardSettings;
  /** For a container: whether it needs a name for this machine. */
  needsHostName: boolean;
};

export type RegistryProcess = {
  readonly pid: number;
  /** Resolves when the registry has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Asks the registry to end, forces it to after 5 s, and resolves when it has ended. */
  stop(): Promise<void>;
};

const startTimeoutMs = 60_000;

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function launch({ program, files, dataDir, guard, needsHostName }: RegistryProcessSettings, readOnly: boolean) {
  const port = "port" in guard.socket ? guard.socket.port : null;
  const [command = "", ...argv] = serveCommand(program, files, { port, readOnly, needsHostName });
  const log = openRegistryLog(files.logFile);
  const logStart = fstatSync(log).size;
  // Its own process group: Ctrl-C in a terminal must not end the registry before the console is done with it.
  const child = spawn(/*turbopackIgnore: true*/ command, argv, {
    cwd: files.directory,
    env: childEnvironment({ OTEL_TRACES_EXPORTER: "none", ...(readOnly ? readOnlyVariable : {}) }),
    stdio: ["ignore", log, log],
    detached: true,
    shell: false,
  });
  closeSync(log);
  let failure: string | null = null;
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", (error) => {
      failure = error.message;
      resolve();
    });
  });
  if (child.pid) {
    const { pid } = child;
    recordChild(dataDir, pid);
    ended.then(() => forgetChild(dataDir, pid));
  }
  return { child, ended, reason: () => failure ?? readLogTail(files.logFile, logStart) };
}

/** Starts the registry and resolves when it answers. Throws `unavailable` with the reason when it doesn't. */
export async function startRegistryProcess(
  settings: RegistryProcessSettings,
  options: { readOnly: boolean },
): Promise<RegistryProcess> {
  const { host, port } = settings.guard;
  if (!(await isPortFree(port, host))) throw portTaken(port, host);
  rotateRegistryLog(settings.files.logFile);
  await removeContainer(settings.program, settings.files, "registry");
  const { child, ended, reason } = launch(settings, options.readOnly);
  let guard: RegistryGuard | null = null;
  const stop = async () => {
    guard?.stopListening();
    if (child.pid) await endProcess(child.pid, () => isRunning(child));
    await ended;
    guard?.close();
    await removeContainer(settings.program, settings.files, "registry");
  };
  if (await waitUntilAnswering(settings.guard.socket, () => isRunning(child), startTimeoutMs)) {
    guard = await startRegistryGuard(settings.guard).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    // Without a registry, nobody listens: clients then know that their request was not carried out.
    ended.then(() => guard?.close());
    return { pid: child.pid ?? 0, ended, stop };
  }
  await stop();
  throw new AppError("unavailable", `The embedded registry did not start: ${reason() || "it gave no reason"}`);
}
