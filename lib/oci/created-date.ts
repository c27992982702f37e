// Reproducible builds write year 1, 1970 or 1980; the first container image of Docker is of 2013.
const earliest = Date.UTC(2013, 0, 1);
const dayMs = 24 * 60 * 60 * 1000;

/** The date as ISO 8601 in UTC, or null where it is missing, broken, before 2013 or more than a day ahead of `now`. */
export function recordedDate(value: string | null | undefined, now = Date.now()): string | null {
  if (!value) return null;
  const time = Date.parse(value);
  if (Number.isNaN(time) || time < earliest || time > now + dayMs) return null;
  return new Date(time).toISOString();
}
