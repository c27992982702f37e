"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { CollectionActions } from "./collection-actions";
import { CollectionNotices } from "./collection-notices";
import { CollectionStats } from "./collection-stats";
import { CurrentRun } from "./current-run";
import { collectorQuery, forgetRuns, runsQuery, startRun } from "./garbage-collection-queries";
import { lastOf } from "./last-runs";
import { RemoveUntagged } from "./remove-untagged";
import { RunHistory } from "./run-history";
import { isActive } from "./run-state";
import { RunnerSetUp } from "./runner-set-up";

type CollectionPageProps = { registry: string; title: string; canRun: boolean };

export function CollectionPage({ registry, title, canRun }: CollectionPageProps) {
  const t = useTranslations("garbageCollection");
  const client = useQueryClient();
  const [removeUntagged, setRemoveUntagged] = useState(false);
  const { data: collector, error: collectorError, refetch: readCollector } = useQuery(collectorQuery(registry));
  const history = useInfiniteQuery(runsQuery(registry));
  const runs = history.data?.pages.flatMap((page) => page.items) ?? [];
  const current = runs.find(isActive);
  const last = lastOf(runs);
  const untagged = removeUntagged && collector?.removeUntaggedBlockedBy === null;
  const start = useMutation({
    mutationFn: (dryRun: boolean) => startRun({ registry, dryRun, removeUntagged: untagged }),
    onSettled: () => forgetRuns(client),
  });
  const disabledBecause = !canRun
    ? t("needsAdmin")
    : current || start.isPending
      ? t("alreadyRunning")
      : (collector?.blockedBy?.detail ?? null);
  const isSetUp = collector?.runner !== "none";

  return (
    <>
      <PageHeader
        title={t("title")}
        facts={t("facts")}
        actions={
          isSetUp ? (
            <CollectionActions
              title={title}
              collector={collector}
              removeUntagged={untagged}
              found={last.isDryRunCurrent ? last.dryRun : undefined}
              disabledBecause={disabledBecause}
              onStart={(dryRun) => start.mutate(dryRun)}
            />
          ) : null
        }
      />
      {collectorError && !collector ? (
        <ProblemNotice
          error={collectorError}
          what={t("collectorUnreadable")}
          onRetry={() => void readCollector()}
          className="mb-4.5"
        />
      ) : null}
      {start.error ? <ProblemNotice error={start.error} what={t("notStarted")} className="mb-4.5" /> : null}
      {isSetUp ? <CollectionStats runs={runs} /> : <RunnerSetUp registry={registry} />}
      {collector && isSetUp ? <CollectionNotices collector={collector} current={current} canRun={canRun} /> : null}
      {current ? <CurrentRun key={current.id} run={current} canCancel={canRun} /> : null}
      {collector && isSetUp && canRun && !current ? (
        <RemoveUntagged
          collector={collector}
          checked={removeUntagged}
          disabled={disabledBecause !== null}
          onChange={setRemoveUntagged}
        />
      ) : null}
      {history.error && !history.data ? (
        <ProblemNotice error={history.error} what={t("historyUnreadable")} onRetry={() => void history.refetch()} />
      ) : (
        <RunHistory
          runs={runs}
          loading={history.isPending}
          loadingMore={history.isFetchingNextPage}
          onEndReached={() => history.hasNextPage && !history.isFetching && void history.fetchNextPage()}
        />
      )}
    </>
  );
}
