import "server-only";

/**
 * Returns the seconds that a `Retry-After` header asks to wait from `nowMs` on. The header is a number or an HTTP date
 * (RFC 9110 10.2.3). Returns null without the header or if it is neither, and 0 for a date in the past.
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? "";
  if (/^\d{1,10}$/.test(text)) return Number(text);
  if (!/^[A-Za-z]{3,9},? \d/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - nowMs) / 1000));
}
