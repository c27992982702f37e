const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: timeZone === "local" ? undefined : timeZone,
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "short",
    });
    formats.set(timeZone, format);
  }
  return format;
}

function partsOf(iso: string, timeZone: string): Record<string, string> {
  const parts = formatOf(timeZone).formatToParts(new Date(iso));
  return Object.fromEntries(parts.map((part) => [part.type, part.value]));
}

/** Formats a time as `20 Nov 2026, 14:02:05 UTC`; `timeZone` is an IANA name, or `local` for the reader's own. */
export function formatExactTime(iso: string, timeZone = "UTC"): string {
  const { day, month, year, hour, minute, second, timeZoneName } = partsOf(iso, timeZone);
  return `${day} ${month} ${year}, ${hour}:${minute}:${second} ${timeZoneName}`;
}

/** Formats a time as `20 Nov 2026, 14:02`. */
export function formatDateTime(iso: string, timeZone = "UTC"): string {
  const { day, month, year, hour, minute } = partsOf(iso, timeZone);
  return `${day} ${month} ${year}, ${hour}:${minute}`;
}
