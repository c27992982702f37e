import "server-only";

/** The result of work within its time; `late` if it was not done by then. */
export type InTime<T> = { late: false; value: T } | { late: true };

/**
 * Resolves when the work is done or the time is up, whichever comes first. The work continues, and the timer doesn't
 * keep the process running. Throws what the work throws in time.
 */
export async function withTimeLimit<T>(timeMs: number, work: Promise<T>): Promise<InTime<T>> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<{ late: true }>((resolve) => {
    timer = setTimeout(() => resolve({ late: true }), timeMs).unref();
  });
  const done = work.then((value) => ({ late: false as const, value }));
  try {
    return await Promise.race([done, timeUp]);
  } finally {
    clearTimeout(timer);
    // Nobody waits for the work any more.
    done.catch(() => undefined);
  }
}
