"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { ApiError } from "@/components/api/api-error";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Timestamp } from "@/components/ui/timestamp";
import { toast } from "@/components/ui/toast";
import { pagePaths } from "@/lib/contract/paths";
import type { PolicyRun } from "@/lib/contract/policies";
import { policyRunsQuery, restorePolicyRun } from "./policies-queries";

const tones = { running: "accent", done: "green", stopped: "amber", failed: "red" } as const;

/** What the latest runs of policies did, each with what undoes it. */
export function PolicyRuns({ mayRestore }: { mayRestore: boolean }) {
  const t = useTranslations("policies.runs");
  const { data, error, refetch } = useQuery(policyRunsQuery());
  if (error && !data)
    return <ProblemNotice error={error} what={t("unreadable")} onRetry={() => void refetch()} className="mb-6" />;
  if (!data || data.items.length === 0) return null;
  return (
    <section aria-labelledby="policy-runs" className="mb-6">
      <h2 id="policy-runs" className="mb-2.5 font-semibold">
        {t("title")}
      </h2>
      <Panel>
        <ul className="divide-y divide-line">
          {data.items.map((run) => (
            <RunRow key={run.id} run={run} mayRestore={mayRestore} />
          ))}
        </ul>
      </Panel>
    </section>
  );
}

function RunRow({ run, mayRestore }: { run: PolicyRun; mayRestore: boolean }) {
  const t = useTranslations("policies.runs");
  const { policyName, state, deletes, startedAt, startedBy, problem, deletions, undo } = run;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-2.5">
      <span className="min-w-0 flex-1 basis-72">
        <span className="font-[550]">{policyName}</span>{" "}
        <span className="text-muted">{t("deletes", { count: deletes })}</span>
        {problem ? <span className="block wrap-anywhere text-muted">{problem.detail}</span> : null}
        {deletions.length > 0 ? (
          <span className="block text-muted">
            {deletions.slice(0, 5).map((id, at) => (
              <Link key={id} href={pagePaths.plannedDeletion(id)} prefetch={false} className="mr-3 text-accent">
                {t("deletion", { number: at + 1 })}
              </Link>
            ))}
            {undo === "nothing" || undo === "possible" ? null : (
              <span title={undo === "final" ? t("finalMeaning") : undefined}>{t(`undoStates.${undo}`)}</span>
            )}
          </span>
        ) : null}
      </span>
      <span className="text-muted">
        {startedBy} · <Timestamp value={startedAt} />
      </span>
      <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
      {mayRestore && (undo === "possible" || undo === "partly") ? <UndoRun run={run} /> : null}
    </li>
  );
}

function UndoRun({ run }: { run: PolicyRun }) {
  const t = useTranslations("policies.runs");
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => restorePolicyRun(run.id),
    onSuccess: () => toast({ title: t("undone", { name: run.policyName }), tone: "green" }),
    onError: (error) => {
      toast({ title: t("notUndone"), detail: error instanceof ApiError ? error.problem.detail : "", tone: "red" });
    },
    onSettled: () => client.invalidateQueries({ queryKey: policyRunsQuery().queryKey }),
  });
  return (
    <Button size="sm" onClick={() => undo.mutate()} disabled={undo.isPending}>
      <Undo2 aria-hidden />
      {t(run.undo === "partly" ? "undoRest" : "undo")}
    </Button>
  );
}
