import "server-only";

/** Resolves when the work is done or the time is up, whichever comes first; the work goes on. */
export async function withTimeLimit(timeMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeMs);
  });
  await Promise.race([work, timeUp]).finally(() => clearTimeout(timer));
}
