import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { RunAborted } from "@/lib/garbage-collection/runs/run-ending";
import { lineSplitter } from "@/lib/jobs/line-splitter";
import type { StepContext } from "./runner";

/** A run that another service carries out. */
export type ServiceRun<T> = {
  /** Its name in the log and in errors. */
  title: string;
  /** Returns its result; null while it goes on. Throws `runner-unreachable` or `runner-refused`. */
  look(signal: AbortSignal): Promise<T | null>;
  /** Reads its log so far, from the beginning; null if there is none, or not yet. */
  readLog(signal: AbortSignal): Promise<AsyncIterable<Buffer> | null>;
  /** Asks it to end; null if it can't be asked. */
  stop: ((signal: AbortSignal) => Promise<unknown>) | null;
  timeoutMs: number;
};

const firstPauseMs = 200;
const longestPauseMs = 5_000;
const stopMs = 60_000;
const logMs = 30_000;
const mostReadAgain = 1024 * 1024;

/**
 * Follows the service's run until it ends, with its log copied into the log of the console's run, and resolves with its
 * result. On cancel and when the time is up, asks it to stop and follows it until it has; a console that is stopped
 * leaves it alone.
 */
export async function followService<T>(
  context: StepContext,
  run: ServiceRun<T>,
  onLine: (line: string) => void,
): Promise<T> {
  const { signal, log } = context;
  const deadline = AbortSignal.timeout(run.timeoutMs);
  const both = AbortSignal.any([signal, deadline]);
  const showLog = logReader(run, (line) => {
    log.output(line);
    onLine(line);
  });
  const patience = patient(log);
  const follow = async (until: AbortSignal): Promise<T> => {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const seen = await run.look(until).then(patience.relieved, patience.orThrow);
      await showLog(until, seen !== null);
      if (seen !== null) return seen;
      await wait(pauseMs, undefined, { signal: until });
    }
  };
  try {
    return await follow(both);
  } catch (error) {
    if (!both.aborted) throw error;
    throw await endRun(context, run, { tooLong: deadline.aborted && !signal.aborted, follow });
  }
}

/** A service that is unreachable, or whose gateway can't reach it, is asked again until the time is up. */
function patient(log: StepContext["log"]) {
  let isSaid = false;
  return {
    relieved: <T>(value: T): T => {
      isSaid = false;
      return value;
    },
    orThrow: (error: unknown): null => {
      if (!isPassing(error)) throw error;
      if (!isSaid) log.note(`${error.detail} Asking again`);
      isSaid = true;
      return null;
    },
  };
}

function isPassing(error: unknown): error is AppError {
  if (isAppError(error, "runner-unreachable")) return true;
  const status = isAppError(error, "runner-refused") ? Number(error.context.status) : 0;
  return status >= 500 || status === 429;
}

/** Returns the failure of a request to begin: if its answer was lost, the run may go on with nobody following it. */
export function mayHaveBegun(error: unknown): unknown {
  if (!isPassing(error) || error.context.sent === false) return error;
  return new AppError(error.code, `${error.detail} The collection may have started anyway.`, { cause: error });
}

type Ending<T> = { tooLong: boolean; follow: (until: AbortSignal) => Promise<T> };

/** Asks the service to stop if that is wanted, and waits until it has: checks must not begin while it still removes. */
async function endRun<T>({ signal, log }: StepContext, run: ServiceRun<T>, { tooLong, follow }: Ending<T>) {
  const wanted = tooLong || (signal.reason instanceof RunAborted && signal.reason.reason === "cancelled");
  if (!wanted || !run.stop) log.note(`${run.title} goes on by itself`);
  else {
    log.note(`${run.title} is asked to stop`);
    const until = AbortSignal.timeout(stopMs);
    await run
      .stop(until)
      .then(() => follow(until))
      .catch((error: unknown) => {
        const reason = isAppError(error) ? error.detail : "it did not end in time";
        log.note(`It may still be at work: ${reason}`);
      });
  }
  if (!tooLong) return signal.reason;
  const minutes = Math.max(1, Math.round(run.timeoutMs / 60_000));
  return new AppError("run-timeout", `${run.title} was given up after ${minutes} min; it may still be at work.`);
}

/** Passes on new lines; the last line without a line end only when nothing more comes. */
function logReader<T>(run: ServiceRun<T>, onLine: (line: string) => void) {
  let shownBytes = 0;
  const lines = lineSplitter(onLine);
  return async (until: AbortSignal, isOver: boolean): Promise<void> => {
    // Each request returns the whole log, so a long one is read again only when it is complete.
    if (shownBytes > mostReadAgain && !isOver) return;
    const signal = AbortSignal.any([until, AbortSignal.timeout(logMs)]);
    try {
      let at = 0;
      for await (const chunk of (await run.readLog(signal)) ?? []) {
        const fresh = chunk.subarray(Math.max(0, shownBytes - at));
        at += chunk.length;
        if (fresh.length > 0) lines.write(fresh);
        shownBytes = Math.max(shownBytes, at);
      }
    } catch (error) {
      // The result of the run counts, not its log.
      if (until.aborted) throw error;
    }
    if (isOver) lines.end();
  };
}
