const limitMs = 300;

/**
 * Waits for prefetches, but never long: a page with a slow registry shows its frame and skeletons at once, and the
 * browser asks again for what is missing.
 */
export async function prefetchWithin(prefetches: Promise<unknown>[]): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([Promise.allSettled(prefetches), limit]);
  clearTimeout(timer);
}
