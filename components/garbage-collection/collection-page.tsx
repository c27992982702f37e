"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { readOn } from "@/components/api/read-on";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { CollectionActions } from "./collection-actions";
import { CollectionNotices } from "./collection-notices";
import { CollectionStats } from "./collection-stats";
import { estimateQuery } from "./garbage-collection-queries";
import { ChangeSchedule } from "./next-collection";
import { RemoveUntagged } from "./remove-untagged";
import { CurrentRun } from "./runs/current-run";
import { lastOf, stoppedByBroken } from "./runs/last-runs";
import { RunHistory } from "./runs/run-history";
import { RunnerPanel } from "./set-up/runner-panel";
import { useCollection } from "./use-collection";

// Fetched on demand, because few registries need these parts, or need them seldom.
const AutomaticCollection = lazy(() =>
  import("./automatic-collection").then(({ AutomaticCollection }) => ({ default: AutomaticCollection })),
);
const BrokenImages = lazy(() => import("./broken-images").then(({ BrokenImages }) => ({ default: BrokenImages })));
const RunnerSetUp = lazy(() => import("./set-up/runner-set-up").then(({ RunnerSetUp }) => ({ default: RunnerSetUp })));

type CollectionPageProps = {
  registry: string;
  title: string;
  canRun: boolean;
  /** Plans the deletion of tags whose image is broken; undefined if the reader may not delete them. */
  onDelete: ((repository: string, tags: string[]) => void) | undefined;
};

export function CollectionPage({ registry, title, canRun, onDelete }: CollectionPageProps) {
  const t = useTranslations("garbageCollection");
  const { collector, history, runs, active, followed, start, ...page } = useCollection(registry, canRun);
  const estimate = useQuery(estimateQuery(registry));
  const last = lastOf(runs, estimate.data?.garbageSince);
  const { runner, software = "unknown" } = collector.data ?? {};
  const isSetUp = runner !== "none" && runner !== "automatic";
  const broken = active ? undefined : stoppedByBroken(runs);
  const actions = isSetUp ? (
    <CollectionActions
      title={title}
      collector={collector.data}
      removeUntagged={page.removeUntagged}
      found={last.isDryRunCurrent ? last.dryRun : undefined}
      disabledBecause={page.disabledBecause}
      collectDisabledBecause={collector.data?.blockedBy?.detail ?? null}
      onStart={(dryRun) => start.mutate({ dryRun })}
    />
  ) : null;

  return (
    <>
      <PageHeader title={t("title")} facts={t("facts")} actions={actions} />
      <Failure
        error={collector.data ? null : collector.error}
        what={t("collectorUnreadable")}
        retry={collector.refetch}
      />
      <Failure error={start.error} what={t("notStarted")} />
      <Suspense>
        {runner === "none" && collector.data ? <RunnerSetUp collector={collector.data} /> : null}
        {runner === "automatic" ? <AutomaticCollection software={software} /> : null}
      </Suspense>
      {isSetUp ? (
        <CollectionStats
          registry={registry}
          last={last}
          schedule={collector.data && canRun ? <ChangeSchedule collector={collector.data} /> : null}
        />
      ) : null}
      {collector.data && isSetUp ? (
        <CollectionNotices collector={collector.data} current={active} canRun={canRun} />
      ) : null}
      <Suspense>
        {broken && collector.data ? (
          <BrokenImages
            run={broken}
            title={title}
            collector={collector.data}
            onDelete={onDelete}
            onRun={page.disabledBecause === null ? start.mutate : undefined}
          />
        ) : null}
      </Suspense>
      {followed ? <CurrentRun key={followed.id} run={followed} canCancel={canRun} onClose={page.close} /> : null}
      {collector.data && isSetUp && canRun && !active ? (
        <>
          <RemoveUntagged
            collector={collector.data}
            checked={page.removeUntagged}
            disabled={page.disabledBecause !== null}
            onChange={page.setRemoveUntagged}
          />
          <RunnerPanel
            collector={collector.data}
            disabledBecause={page.disabledBecause}
            onRehearse={() => start.mutate({ dryRun: true, rehearsal: true })}
          />
        </>
      ) : null}
      <Failure error={history.data ? null : history.error} what={t("historyUnreadable")} retry={history.refetch} />
      {(history.error && !history.data) || (!isSetUp && runs.length === 0) ? null : (
        <RunHistory
          runs={runs}
          loading={history.isPending}
          loadingMore={history.isFetchingNextPage}
          onEndReached={() => readOn(history)}
        />
      )}
    </>
  );
}

function Failure({ error, what, retry }: { error: Error | null; what: string; retry?: () => Promise<unknown> }) {
  if (!error) return null;
  return (
    <div className="mb-4.5">
      {retry ? (
        <ProblemNotice error={error} what={what} onRetry={() => void retry()} />
      ) : (
        <ProblemNotice error={error} what={what} />
      )}
    </div>
  );
}
