"use client";

import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { CollectionActions } from "./collection-actions";
import { CollectionNotices } from "./collection-notices";
import { CollectionStats } from "./collection-stats";
import { CurrentRun } from "./current-run";
import { lastOf } from "./last-runs";
import { RemoveUntagged } from "./remove-untagged";
import { RunHistory } from "./run-history";
import { RunnerSetUp } from "./runner-set-up";
import { useCollection } from "./use-collection";

type CollectionPageProps = { registry: string; title: string; canRun: boolean };

export function CollectionPage({ registry, title, canRun }: CollectionPageProps) {
  const t = useTranslations("garbageCollection");
  const { collector, history, runs, active, followed, start, ...page } = useCollection(registry, canRun);
  const last = lastOf(runs);
  const isSetUp = collector.data?.runner !== "none";
  const actions = isSetUp ? (
    <CollectionActions
      title={title}
      collector={collector.data}
      removeUntagged={page.removeUntagged}
      found={last.isDryRunCurrent ? last.dryRun : undefined}
      disabledBecause={page.disabledBecause}
      collectDisabledBecause={collector.data?.blockedBy?.detail ?? null}
      onStart={(dryRun) => start.mutate(dryRun)}
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
      {isSetUp ? <CollectionStats runs={runs} /> : <RunnerSetUp registry={registry} />}
      {collector.data && isSetUp ? (
        <CollectionNotices collector={collector.data} current={active} canRun={canRun} />
      ) : null}
      {followed ? <CurrentRun key={followed.id} run={followed} canCancel={canRun} onClose={page.close} /> : null}
      {collector.data && isSetUp && canRun && !active ? (
        <RemoveUntagged
          collector={collector.data}
          checked={page.removeUntagged}
          disabled={page.disabledBecause !== null}
          onChange={page.setRemoveUntagged}
        />
      ) : null}
      <Failure error={history.data ? null : history.error} what={t("historyUnreadable")} retry={history.refetch} />
      {(history.error && !history.data) || (!isSetUp && runs.length === 0) ? null : (
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
