import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { lineSplitter } from "@/lib/jobs/line-splitter";
import { RunAborted } from "./run-ending";
import type { StepContext } from "./runner";

/** A run that goes on elsewhere. */
export type ServiceRun<T> = {
  /** What the log and errors call it. */
  title: string;
  /** What it has come to; null while it goes on. */
  look(signal: AbortSignal): Promise<T | null>;
  /** Its log so far, from the beginning; null where there is none, or not yet. */
  readLog(signal: AbortSignal): Promise<AsyncIterable<Buffer> | null>;
  /** Asks it to end; null where it can't be asked. */
  stop: ((signal: AbortSignal) => Promise<unknown>) | null;
  timeoutMs: number;
};

const firstPauseMs = 200;
const longestPauseMs = 5_000;
const mostFailures = 10;
const stopMs = 15_000;

/**
 * Follows it to its end, with its log in the run's, and resolves with what it came to. On cancel and when the time is
 * up it is asked to stop; a console that is stopped leaves it alone. A service that is out of reach for a while is asked
 * again.
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
  try {
    for (let pauseMs = firstPauseMs, failures = 0; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const seen = await run.look(both).then(
        (value) => ({ value }),
        (error: unknown) => {
          failures += 1;
          if (!isAppError(error, "runner-unreachable") || failures > mostFailures) throw error;
          log.note(`${error.detail} Asking again`);
          return null;
        },
      );
      if (seen) failures = 0;
      await showLog(both, seen?.value != null);
      if (seen?.value != null) return seen.value;
      await wait(pauseMs, undefined, { signal: both });
    }
  } catch (error) {
    if (!both.aborted) throw error;
    throw await endRun(context, run, deadline.aborted && !signal.aborted);
  }
}

async function endRun<T>({ signal, log }: StepContext, run: ServiceRun<T>, tooLong: boolean): Promise<unknown> {
  const wanted = tooLong || (signal.reason instanceof RunAborted && signal.reason.reason === "cancelled");
  if (!wanted || !run.stop) log.note(`${run.title} goes on by itself`);
  else {
    log.note(`${run.title} is asked to stop`);
    await run.stop(AbortSignal.timeout(stopMs)).catch((error: unknown) => {
      log.note(`It could not be asked: ${isAppError(error) ? error.detail : "the console failed"}`);
    });
  }
  if (!tooLong) return signal.reason;
  const minutes = Math.max(1, Math.round(run.timeoutMs / 60_000));
  return new AppError("run-timeout", `${run.title} was given up after ${minutes} min; it may still be at work.`);
}

/** Hands on the lines that are new; the last line without an end only when nothing more comes. */
function logReader<T>(run: ServiceRun<T>, onLine: (line: string) => void) {
  let shownBytes = 0;
  const lines = lineSplitter(onLine);
  return async (signal: AbortSignal, isOver: boolean): Promise<void> => {
    try {
      let at = 0;
      for await (const chunk of (await run.readLog(signal)) ?? []) {
        const fresh = chunk.subarray(Math.max(0, shownBytes - at));
        at += chunk.length;
        if (fresh.length > 0) lines.write(fresh);
        shownBytes = Math.max(shownBytes, at);
      }
    } catch (error) {
      // Its result counts, not its log.
      if (signal.aborted || !isAppError(error, "runner-unreachable", "runner-refused")) throw error;
    }
    if (isOver) lines.end();
  };
}
