export type RelativeUnit = "now" | "seconds" | "minutes" | "hours" | "days" | "weeks" | "months" | "years";

const steps: readonly [unit: RelativeUnit, seconds: number, below: number][] = [
  ["seconds", 1, 60],
  ["minutes", 60, 3600],
  ["hours", 3600, 86_400],
  ["days", 86_400, 14 * 86_400],
  ["weeks", 7 * 86_400, 63 * 86_400],
  ["months", 30.44 * 86_400, 730 * 86_400],
  ["years", 365.25 * 86_400, Number.POSITIVE_INFINITY],
];

/**
 * Returns how long ago `atMs` was, in the largest unit that is still precise enough; `now` for a clock that is ahead.
 */
export function relativeTime(atMs: number, nowMs: number): { unit: RelativeUnit; count: number } {
  const seconds = (nowMs - atMs) / 1000;
  const step = steps.find(([, , below]) => seconds < below);
  if (seconds < 5 || !step) return { unit: "now", count: 0 };
  return { unit: step[0], count: Math.max(1, Math.floor(seconds / step[1])) };
}
