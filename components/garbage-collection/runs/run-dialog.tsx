"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { runLogQuery } from "@/components/garbage-collection/garbage-collection-queries";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import {
  Dialog,
  DialogCancel,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
} from "@/components/ui/overlay/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { collectionApiPaths } from "@/lib/contract/collection-paths";
import type { Run } from "@/lib/contract/garbage-collection";
import { LogText } from "./log-text";
import { RunLog } from "./run-log";
import { RunNumbers } from "./run-numbers";
import { isActive, runKind } from "./run-state";

/** One run: its result, its numbers and its log. */
export function RunDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const t = useTranslations("garbageCollection");
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent width="lg">
        <DialogTitle>{t("runTitle", { number: run.number, kind: t(`kind.${runKind(run)}`) })}</DialogTitle>
        <DialogDescription asChild>
          <div>
            <RunNumbers run={run} />
          </div>
        </DialogDescription>
        {run.failure ? (
          <Notice tone="red" className="mt-3" title={t(`states.${run.state}`)}>
            {run.failure.detail}
          </Notice>
        ) : null}
        <div className="mt-4 overflow-clip rounded-lg border border-line">
          {isActive(run) ? <RunLog id={run.id} /> : <StoredLog id={run.id} />}
        </div>
        <DialogFooter>
          <a
            href={collectionApiPaths.runLog(run.id)}
            download={`${run.registry}-run-${run.number}.log`}
            className={buttonClass()}
          >
            {t("downloadLog")}
          </a>
          <DialogCancel>{t("closeRun")}</DialogCancel>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function StoredLog({ id }: { id: string }) {
  const t = useTranslations("garbageCollection");
  const { data, error, isFetching, refetch } = useQuery(runLogQuery(id));
  if (error) {
    return (
      <ProblemNotice error={error} what={t("logUnreadable")} onRetry={() => void refetch()} retrying={isFetching} />
    );
  }
  if (data === undefined) return <Skeleton className="m-4 h-40" />;
  return <LogText text={data === "" ? t("noLog") : data} className="h-[min(28rem,50dvh)]" />;
}
