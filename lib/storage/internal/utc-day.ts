import "server-only";

const dayMs = 86_400_000;

/** Returns the number of whole days between 1970-01-01 and that time, both in UTC. */
export function utcDay(epochMs: number): number {
  return Math.floor(epochMs / dayMs);
}

/** Returns that day in the form 2026-11-30. */
export function dayName(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
