"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import { readOn } from "@/components/api/read-on";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { DataTable } from "@/components/ui/table/data-table";
import { Timestamp } from "@/components/ui/timestamp";
import { policyRunQuery, runDeletionsQuery, runTones } from "./policies-queries";
import { runDeletionColumns } from "./run-deletion-columns";
import { UndoRun } from "./undo-run";

/** The deletions of one run of a policy, repository by repository. */
export function PolicyRunPage({ id, mayRestore }: { id: string; mayRestore: boolean }) {
  const t = useTranslations("policies.run");
  const states = useTranslations("policies.runs");
  const run = useQuery(policyRunQuery(id));
  const deletions = useInfiniteQuery(runDeletionsQuery(id));
  const { data } = run;
  if (!data) return <ProblemNotice error={run.error} what={t("unreadable")} onRetry={() => void run.refetch()} />;
  const { policyName, state, deletes, startedAt, startedBy, problem, undo } = data;
  const facts = (
    <>
      <Badge tone={runTones[state]}>{states(`states.${state}`)}</Badge>
      <span>{states("deletes", { count: deletes })}</span>
      <span>{t("by", { name: startedBy })}</span>
      <Timestamp value={startedAt} />
      {undo === "nothing" || undo === "possible" ? null : <span>{states(`undoStates.${undo}`)}</span>}
    </>
  );
  return (
    <>
      <PageHeader
        title={t("of", { name: policyName })}
        facts={facts}
        actions={mayRestore && (undo === "possible" || undo === "partly") ? <UndoRun run={data} /> : null}
      />
      {problem ? (
        <Notice tone="amber" className="mb-4.5">
          {problem.detail}
        </Notice>
      ) : null}
      {deletions.error && !deletions.data ? (
        <ProblemNotice
          error={deletions.error}
          what={t("deletionsUnreadable")}
          onRetry={() => void deletions.refetch()}
        />
      ) : (
        <DataTable
          label={t("deletions")}
          columns={runDeletionColumns(t)}
          rows={deletions.data?.pages.flatMap((page) => page.items) ?? []}
          loading={deletions.isPending}
          rowKey={({ id: deletion }) => deletion}
          loadingMore={deletions.isFetchingNextPage}
          onEndReached={() => readOn(deletions)}
          empty={<EmptyState icon={ListChecks} title={t("none")} />}
        />
      )}
    </>
  );
}
