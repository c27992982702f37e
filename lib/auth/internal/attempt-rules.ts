import "server-only";

export type Attempts = { count: number; blockedUntil: number; forgetAt: number };

/** The number of free attempts, how long they are remembered, and the delay after the last free one. */
export type AttemptRule = {
  limit: number;
  windowMs: number;
  /** Null: wait for the end of the window. Otherwise the first delay, doubled by each further attempt up to `maxMs`. */
  delay: { firstMs: number; maxMs: number } | null;
};

const minute = 60_000;

// Attempts of one address at one account. A delay instead of a lock: people who mistype wait, but are never locked out.
export const accountRule: AttemptRule = {
  limit: 5,
  windowMs: 5 * minute,
  delay: { firstMs: minute, maxMs: 15 * minute },
};
// Attempts of all addresses at one account: many hosts together are slowed, and the account's owner waits seconds.
export const everywhereRule: AttemptRule = {
  limit: 100,
  windowMs: 5 * minute,
  delay: { firstMs: 1_000, maxMs: 5_000 },
};
export const addressRule: AttemptRule = { limit: 20, windowMs: 5 * minute, delay: null };
export const networkRule: AttemptRule = { limit: 60, windowMs: 5 * minute, delay: null };
// Right passwords count too, as checking one is work. An office behind one address stays far below this limit.
export const workRule: AttemptRule = { limit: 300, windowMs: 5 * minute, delay: null };
export const globalRule: AttemptRule = { limit: 100, windowMs: minute, delay: null };

/** Returns the state after one more attempt, or how long to wait if none is allowed now. */
export function takeAttempt(
  rule: AttemptRule,
  before: Attempts | null,
  now: number,
): { allowed: true; after: Attempts } | { allowed: false; retryAfterMs: number } {
  const current = before && now < before.forgetAt ? before : null;
  if (current && now < current.blockedUntil) return { allowed: false, retryAfterMs: current.blockedUntil - now };
  const count = (current?.count ?? 0) + 1;
  const forgetAt = current?.forgetAt ?? now + rule.windowMs;
  if (count < rule.limit) return { allowed: true, after: { count, blockedUntil: 0, forgetAt } };
  if (!rule.delay) return { allowed: true, after: { count, blockedUntil: forgetAt, forgetAt } };
  const rememberMs = Math.max(rule.delay.maxMs, rule.windowMs);
  const blockedUntil = now + Math.min(rule.delay.maxMs, rule.delay.firstMs * 2 ** (count - rule.limit));
  return { allowed: true, after: { count, blockedUntil, forgetAt: blockedUntil + rememberMs } };
}
