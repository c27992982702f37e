import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { isAppError } from "@/lib/errors/app-error";
import type { StepContext } from "@/lib/garbage-collection/runner/runner";

const firstPauseMs = 10;
const longestPauseMs = 2_000;
const explainEveryMs = 15_000;

/** Whether the API server may answer the same request a moment later: it is being replaced, or is overloaded. */
function isPassing(error: unknown): boolean {
  if (isAppError(error, "runner-unreachable")) return true;
  const status = isAppError(error, "runner-refused") ? error.context.status : null;
  return typeof status === "number" && (status === 429 || status >= 500);
}

/**
 * Calls `look` again and again until it returns something, and returns that; null once the time is up. Asks an
 * unreachable API again, and throws its failure only if the time ends with it. Throws the signal's reason. During a
 * long wait it notes in the run's log what `why` says is awaited, at most every `everyMs`.
 */
export async function until<T>(
  { signal, log }: Pick<StepContext, "signal" | "log">,
  patienceMs: number,
  look: () => Promise<T | null>,
  why: () => string | null | Promise<string | null> = () => null,
  everyMs = explainEveryMs,
): Promise<T | null> {
  const deadline = performance.now() + patienceMs;
  let explainAt = performance.now() + everyMs;
  let explained: string | null = null;
  let failure: unknown = null;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    signal.throwIfAborted();
    try {
      const seen = await look();
      if (seen !== null) return seen;
      failure = null;
      if (performance.now() > explainAt) {
        // A console that may not ask for the reason waits all the same.
        const reason = await Promise.resolve()
          .then(why)
          .catch(() => null);
        if (reason !== null && reason !== explained) log.note(`Still waiting: ${reason}`);
        explained = reason;
        explainAt = performance.now() + everyMs;
      }
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!isAppError(error) || !isPassing(error)) throw error;
      if (failure === null) log.note(`${error.detail} Asking again`);
      failure = error;
    }
    if (performance.now() > deadline) {
      if (failure) throw failure;
      return null;
    }
    await wait(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
