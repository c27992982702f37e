"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Timestamp } from "@/components/ui/timestamp";
import { cleanUpPagePaths } from "@/lib/contract/clean-up-paths";
import type { PolicyRun } from "@/lib/contract/policies";
import { policyRunsQuery, runTones } from "./policies-queries";
import { UndoRun } from "./undo-run";

/** The results of the latest runs of policies, each with a button that undoes it. */
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
  const { id, policyName, state, deletes, startedAt, startedBy, problem, deletions, undo } = run;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-2.5">
      <span className="min-w-0 flex-1 basis-72">
        <span className="font-[550]">{policyName}</span>{" "}
        <span className="text-muted">{t("deletes", { count: deletes })}</span>
        {problem ? <span className="block wrap-anywhere text-muted">{problem.detail}</span> : null}
        {deletions.length > 0 ? (
          <span className="block text-muted">
            <Link href={cleanUpPagePaths.policyRun(id)} prefetch={false} className="mr-3 text-accent">
              {t("inRepositories", { count: deletions.length })}
            </Link>
            {undo === "nothing" || undo === "possible" ? null : (
              <span title={undo === "final" ? t("finalMeaning") : undefined}>{t(`undoStates.${undo}`)}</span>
            )}
          </span>
        ) : null}
      </span>
      <span className="text-muted">
        {startedBy} · <Timestamp value={startedAt} />
      </span>
      <Badge tone={runTones[state]}>{t(`states.${state}`)}</Badge>
      {mayRestore && (undo === "possible" || undo === "partly") ? <UndoRun run={run} /> : null}
    </li>
  );
}
