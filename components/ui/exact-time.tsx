"use client";

import { clsx } from "clsx";
import { formatExactTime } from "@/lib/format/exact-time";
import { useHydrated } from "./use-hydrated";

/** A time of day and date, for future events; in the reader's time zone once that is known. */
export function ExactTime({ value, className }: { value: string; className?: string }) {
  const hydrated = useHydrated();
  return (
    <time dateTime={value} className={clsx("whitespace-nowrap tabular-nums", className)} suppressHydrationWarning>
      {formatExactTime(value, hydrated ? "local" : "UTC")}
    </time>
  );
}
