"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { formatExactTime } from "@/lib/format/exact-time";
import { relativeTime } from "@/lib/format/relative-time";
import { useHydrated } from "./use-hydrated";
import { useNow } from "./use-now";

type TimestampProps = {
  value: string | null;
  /** The text without a time: "never", "not recorded". */
  missing?: string;
  className?: string;
};

/** A time as its age, with the exact time on hover. */
export function Timestamp({ value, missing = "—", className }: TimestampProps) {
  const t = useTranslations("ui.ago");
  const hydrated = useHydrated();
  const nowMs = useNow();
  if (value === null) return <span className={clsx("text-faint", className)}>{missing}</span>;
  const { unit, count } = relativeTime(Date.parse(value), nowMs);
  return (
    <time
      dateTime={value}
      title={formatExactTime(value, hydrated ? "local" : "UTC")}
      className={clsx("whitespace-nowrap", className)}
      suppressHydrationWarning
    >
      {t(unit, { count })}
    </time>
  );
}
