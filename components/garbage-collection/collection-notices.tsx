import { useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { Notice } from "@/components/ui/notice";
import type { Collector, Run } from "@/lib/contract/garbage-collection";

/** Returns whether the registry is not yet, now, or no longer closed in that phase of a run. */
function stageOf(way: "stopped" | "read-only", phase: string | null, hasSteps: boolean) {
  // A registry that is always read-only is so before and after the run too.
  if (!hasSteps) return "during";
  if (phase === "restarting-writable" || phase === "verifying" || phase === "cancelling") return "after";
  // A registry that is to be stopped is checked before, because it answers nobody while it is stopped.
  const isBefore = phase === null || phase === "restarting-read-only" || (way === "stopped" && phase === "checking");
  return isBefore ? "before" : "during";
}

const LeftBehind = lazy(() => import("./left-behind").then((module) => ({ default: module.LeftBehind })));

type CollectionNoticesProps = { collector: Collector; current: Run | undefined; canRun: boolean };

/** What users need to know before they start a run, or push during one. */
export function CollectionNotices({ collector, current, canRun }: CollectionNoticesProps) {
  const t = useTranslations("garbageCollection.notices");
  const refusesPushes = current && (!current.dryRun || current.rehearsal);
  if (refusesPushes && collector.readOnlyWhileRunning) {
    const way = collector.whileCollecting === "stopped" ? "stopped" : "read-only";
    return (
      <Notice tone="amber" title={t(`${way}.title`)} className="mb-3.5">
        {t(`${way}.${stageOf(way, current.phase, collector.canRehearse)}`)}{" "}
        {t(current.rehearsal ? "rehearsed" : "ends")}
      </Notice>
    );
  }
  if (current) return null;
  if (collector.leftBehind)
    return (
      <Suspense>
        <LeftBehind collector={collector} canRun={canRun} />
      </Suspense>
    );
  if (collector.blockedBy) {
    return (
      <Notice tone="amber" title={t("blockedTitle")} className="mb-3.5">
        {collector.blockedBy.detail}
      </Notice>
    );
  }
  return canRun ? null : (
    <Notice className="mb-3.5" title={t("viewerTitle")}>
      {t("viewer")}
    </Notice>
  );
}
