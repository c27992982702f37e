"use client";

import { clsx } from "clsx";
import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { createPortal } from "react-dom";
import type { Freshness } from "@/lib/contract/list";
import { formatCount } from "@/lib/format/count";
import { Timestamp } from "./timestamp";
import { useHydrated } from "./use-hydrated";

/** The place in the top bar that a page fills with a FreshnessMark. */
export const freshnessSlotId = "freshness-slot";

type FreshnessMarkProps = { freshness: Freshness | undefined; refreshing: boolean; onRefresh: () => void };

/** How far the page's data can be trusted, and a button that reads it again; shown in the top bar. */
export function FreshnessMark({ freshness, refreshing, onRefresh }: FreshnessMarkProps) {
  const t = useTranslations("ui.freshness");
  const slot = useHydrated() ? document.getElementById(freshnessSlotId) : null;
  if (!slot || !freshness) return null;
  const partial = freshness.state === "partial";
  return createPortal(
    <span className="flex items-center gap-1.5 text-muted text-sm">
      <span
        aria-hidden
        className={clsx("size-1.75 rounded-full", partial || freshness.problem ? "bg-dot-amber" : "bg-dot-green")}
      />
      <span role="status" className="max-sm:sr-only">
        {partial && freshness.read < freshness.expected ? (
          t("partial", { read: formatCount(freshness.read), expected: formatCount(freshness.expected) })
        ) : freshness.state !== "live" ? (
          <Timestamp value={freshness.checkedAt} missing={t("indexed")} />
        ) : (
          t("live")
        )}
      </span>
      <button
        type="button"
        onClick={onRefresh}
        disabled={refreshing}
        title={t("refresh")}
        aria-label={t("refresh")}
        className="rounded-md p-1 text-faint hover:text-text"
      >
        <RotateCw className={clsx("size-3.5", refreshing && "animate-spin")} aria-hidden />
      </button>
    </span>,
    slot,
  );
}
