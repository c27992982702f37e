"use client";

import { useHydrated } from "@/components/ui/use-hydrated";
import { formatDateTime, formatExactTime } from "@/lib/format/exact-time";

/** When an image was built, as a date and a time where the reader is. */
export function CreatedAt({ value }: { value: string }) {
  const zone = useHydrated() ? "local" : "UTC";
  return (
    <time dateTime={value} title={formatExactTime(value, zone)}>
      {formatDateTime(value, zone)}
    </time>
  );
}
