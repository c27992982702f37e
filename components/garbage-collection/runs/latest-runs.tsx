"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { latestRunsQuery } from "@/components/garbage-collection/garbage-collection-queries";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Timestamp } from "@/components/ui/timestamp";
import { pagePaths } from "@/lib/contract/paths";
import { RunResult } from "./run-result";
import { runKind } from "./run-state";

/** The newest runs of garbage collection, of all registries. */
export function LatestRuns() {
  const t = useTranslations("overview.runs");
  const kind = useTranslations("garbageCollection.kind");
  const { data, error, refetch, isFetching } = useQuery(latestRunsQuery());
  return (
    <section aria-labelledby="latest-runs" className="min-w-0">
      <h2 id="latest-runs" className="mb-2.5 font-semibold">
        {t("title")}
      </h2>
      {error && !data ? (
        <ProblemNotice error={error} what={t("unreadable")} onRetry={() => void refetch()} retrying={isFetching} />
      ) : (
        <Panel>
          {data ? null : <Skeleton className="mx-4 my-3 h-4 w-2/5" />}
          {data?.items.length === 0 ? <p className="px-4 py-3 text-muted">{t("none")}</p> : null}
          <ul className="divide-y divide-line">
            {data?.items.map((run) => (
              <li key={run.id}>
                <Link
                  href={pagePaths.garbageCollection(run.registry)}
                  className="flex h-10 items-center gap-4 px-4 -outline-offset-2 hover:bg-sunken/60"
                >
                  <span className="mono w-8 shrink-0">#{run.number}</span>
                  <span className="w-20 shrink-0">{kind(runKind(run))}</span>
                  <span className="w-28 shrink-0 truncate text-muted max-sm:hidden xl:hidden">{run.registry}</span>
                  <RunResult run={run} className="min-w-0 flex-1" />
                  <Timestamp value={run.startedAt} className="shrink-0 text-muted" />
                </Link>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </section>
  );
}
