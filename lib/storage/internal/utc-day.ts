import "server-only";

const dayMs = 86_400_000;

/** The number of whole days between 1970-01-01 and that time, both by UTC. */
export function utcDay(epochMs: number): number {
  return Math.floor(epochMs / dayMs);
}

/** That day as 2026-11-30. */
export function dayName(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
