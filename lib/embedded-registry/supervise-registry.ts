import "server-only";
import { rotateRegistryLog } from "./registry-log";
import { type RegistryProcess, type RegistryProcessSettings, startRegistryProcess } from "./registry-process";

export type RegistrySupervisor = {
  isReadOnly(): boolean;
  /** Ends the registry and starts it again; if that fails, throws the error and tries again in the background. */
  restart(options: { readOnly: boolean }): Promise<void>;
  stop(): Promise<void>;
};

/** Tells the operator what happened to the registry. */
export type Report = (message: string, context: Record<string, unknown>) => void;

export type SupervisorOptions = { report: Report; firstDelayMs?: number; longestDelayMs?: number };

const steadyAfterMs = 60_000;
const rotateEveryMs = 60_000;

/** Starts the registry writable and keeps it running: restarts it after a crash, later the more often it crashes. */
export async function superviseRegistry(
  settings: RegistryProcessSettings,
  { report, firstDelayMs = 500, longestDelayMs = 30_000 }: SupervisorOptions,
): Promise<RegistrySupervisor> {
  let readOnly = false;
  let stopped = false;
  let current: RegistryProcess | null = null;
  let delayMs = firstDelayMs;
  let retry: NodeJS.Timeout | undefined;
  // One step at a time: a crash, a restart and a stop may come at once.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const result = queue.then(step);
    queue = result.catch(() => undefined);
    return result;
  };

  const start = async () => {
    if (stopped || current) return;
    const started = await startRegistryProcess(settings, { readOnly });
    const startedAt = performance.now();
    current = started;
    started.ended.then(() => {
      if (current !== started) return;
      current = null;
      if (performance.now() - startedAt > steadyAfterMs) delayMs = firstDelayMs;
      report("The embedded registry ended unexpectedly", { pid: started.pid, retryInMs: delayMs });
      tryAgain();
    });
  };

  const tryAgain = () => {
    if (stopped) return;
    clearTimeout(retry);
    retry = setTimeout(() => {
      inTurn(start).catch((error: unknown) => {
        report("The embedded registry can't be restarted", { error: String(error), retryInMs: delayMs });
        tryAgain();
      });
    }, delayMs);
    delayMs = Math.min(delayMs * 2, longestDelayMs);
  };

  const end = async () => {
    clearTimeout(retry);
    const ending = current;
    current = null;
    await ending?.stop();
  };

  await inTurn(start);
  const rotation = setInterval(() => rotateRegistryLog(settings.files.logFile), rotateEveryMs).unref();

  return {
    isReadOnly: () => readOnly,
    restart: (options) =>
      inTurn(async () => {
        await end();
        readOnly = options.readOnly;
        await start().catch((error: unknown) => {
          tryAgain();
          throw error;
        });
      }),
    stop: () => {
      stopped = true;
      clearInterval(rotation);
      return inTurn(end);
    },
  };
}
