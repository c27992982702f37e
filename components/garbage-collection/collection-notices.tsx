import { useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { Notice } from "@/components/ui/notice";
import type { Collector, Run } from "@/lib/contract/garbage-collection";

const LeftBehind = lazy(() => import("./left-behind").then((module) => ({ default: module.LeftBehind })));

type CollectionNoticesProps = { collector: Collector; current: Run | undefined; canRun: boolean };

/** What somebody who is about to run, or to push meanwhile, has to know. */
export function CollectionNotices({ collector, current, canRun }: CollectionNoticesProps) {
  const t = useTranslations("garbageCollection.notices");
  const refusesPushes = current && (!current.dryRun || current.rehearsal);
  if (refusesPushes && collector.readOnlyWhileRunning) {
    return (
      <Notice tone="amber" title={t("readOnlyTitle")} className="mb-3.5">
        {t(current.rehearsal ? "rehearsal" : "readOnly")}
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
