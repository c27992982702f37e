import "server-only";

/**
 * The seconds a `Retry-After` header asks to wait, from `now` on: it is a number or an HTTP date (RFC 9110 10.2.3).
 * Null without the header or where it is neither; a date in the past is 0.
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? "";
  if (/^\d{1,10}$/.test(text)) return Number(text);
  if (!/^[A-Za-z]{3,9},? \d/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - nowMs) / 1000));
}
