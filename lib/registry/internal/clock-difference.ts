import "server-only";

const secondMs = 1000;

/**
 * Returns how far a server's clock is certainly ahead of ours, in milliseconds: negative if behind, 0 if both may be
 * the same. Its Date header leaves out the fraction of a second, and was written between `sentAt` and `receivedAt`.
 */
export function clockDifference(dateMs: number, sentAt: number, receivedAt: number): number {
  const atLeast = dateMs - receivedAt;
  const atMost = dateMs + secondMs - sentAt;
  return atLeast > 0 ? atLeast : Math.min(0, atMost);
}
