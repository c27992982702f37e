/**
 * Returns the smallest value such that at least this share (0 to 1) of the values doesn't exceed it. Throws for no
 * values.
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error("nothing was measured");
  return value;
}

/** Returns the percentile of one half. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
