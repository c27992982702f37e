// Reproducible builds write year 1, 1970 or 1980; Docker's first container image is from 2013.
const earliest = Date.UTC(2013, 0, 1);
const dayMs = 24 * 60 * 60 * 1000;
// RFC 3339, a date alone, and Go's printed form of a time. Other texts mean different dates to different readers.
const grammar =
  /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?)(?: ?([Zz]|[+-]\d\d:?\d\d))?(?: [A-Z]{1,5})?)?$/;

/** Returns true for a text that is a date, plausible or not. */
export function isDateText(text: string): boolean {
  return !Number.isNaN(timeOf(text));
}

/** Returns the date as ISO 8601 in UTC, or null if it is missing, broken, before 2013 or over a day ahead of `now`. */
export function recordedDate(value: string | null | undefined, now = Date.now()): string | null {
  if (!value) return null;
  const time = timeOf(value);
  if (Number.isNaN(time) || time < earliest || time > now + dayMs) return null;
  return new Date(time).toISOString();
}

function timeOf(text: string): number {
  const [, day, time = "00:00", zone = "Z"] = grammar.exec(text.trim()) ?? [];
  if (day === undefined) return Number.NaN;
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  return Date.parse(`${day}T${time}${offset.toUpperCase()}`);
}
