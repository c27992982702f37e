"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { setUpQuery } from "@/components/garbage-collection/garbage-collection-queries";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Timestamp } from "@/components/ui/timestamp";
import type { Collector } from "@/lib/contract/garbage-collection";
import { SetUpFindings } from "./set-up-findings";

const SetUpLines = lazy(() => import("./runner-set-up").then((module) => ({ default: module.SetUpLines })));

type RunnerPanelProps = { collector: Collector; disabledBecause: string | null; onRehearse: () => void };

/** How the registry is collected, whether everything needed is there, and a trial run that removes nothing. */
export function RunnerPanel({ collector, disabledBecause, onRehearse }: RunnerPanelProps) {
  const t = useTranslations("garbageCollection.runner");
  const { registry, runner, canRehearse, canInspect } = collector;
  const [showsLines, setShowsLines] = useState(false);
  const check = useQuery({ ...setUpQuery(registry), enabled: false });
  if (runner === "none" || runner === "automatic") return null;
  return (
    <Panel className="mb-4.5 px-4 py-3.5" aria-labelledby="runner">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          <h2 id="runner" className="font-semibold">
            {t("title")}
          </h2>
          <p className="max-w-3xl text-muted">
            {t(`kinds.${runner}`)} {canRehearse ? t("rehearseMeaning") : null}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {canInspect ? (
            <Button onClick={() => void check.refetch()} disabled={check.isFetching}>
              {check.isFetching ? t("checking") : t("check")}
            </Button>
          ) : null}
          {canInspect ? (
            <Button aria-expanded={showsLines} onClick={() => setShowsLines(!showsLines)}>
              {t("lines")}
            </Button>
          ) : null}
          {canRehearse ? (
            <Button onClick={onRehearse} disabled={disabledBecause !== null} title={disabledBecause ?? undefined}>
              {t("rehearse")}
            </Button>
          ) : null}
        </div>
      </div>
      <div role="status">
        {check.error && !check.isFetching ? (
          <div className="mt-3.5">
            <ProblemNotice error={check.error} what={t("unchecked")} onRetry={() => void check.refetch()} />
          </div>
        ) : null}
        {check.isFetching && !check.data ? <Skeleton className="mt-3.5 h-4 w-1/2" /> : null}
        {check.data ? (
          <>
            <SetUpFindings findings={check.data.items} />
            <p className="mt-2.5 text-faint text-sm">
              {t.rich("checked", { time: () => <Timestamp value={check.data.freshness.checkedAt} /> })}
            </p>
          </>
        ) : null}
      </div>
      {showsLines ? (
        <Suspense>
          <SetUpLines collector={collector} />
        </Suspense>
      ) : null}
    </Panel>
  );
}
