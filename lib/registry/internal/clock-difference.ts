import "server-only";

const secondMs = 1000;

/**
 * By how much a server's clock is surely ahead of ours, in milliseconds; negative where it is behind, 0 where both may be
 * the same: its Date header leaves out the fraction of a second, and was written at some time between our two.
 */
export function clockDifference(dateMs: number, sentAt: number, receivedAt: number): number {
  const atLeast = dateMs - receivedAt;
  const atMost = dateMs + secondMs - sentAt;
  return atLeast > 0 ? atLeast : Math.min(0, atMost);
}
