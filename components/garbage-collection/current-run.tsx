"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Run } from "@/lib/contract/garbage-collection";
import { cancelRun, forgetRuns } from "./garbage-collection-queries";
import { RunLog } from "./run-log";
import { RunNumbers } from "./run-numbers";

const knownPhases = [
  "restarting-read-only",
  "checking",
  "dry-run",
  "collecting",
  "verifying",
  "restarting-writable",
] as const;

/** The run that goes on: what it does, what it found so far, its log, and the way to stop it. */
export function CurrentRun({ run, canCancel }: { run: Run; canCancel: boolean }) {
  const t = useTranslations("garbageCollection");
  const client = useQueryClient();
  const cancel = useMutation({ mutationFn: () => cancelRun(run.id), onSettled: () => forgetRuns(client) });
  const phase = knownPhases.find((known) => known === run.phase);
  return (
    <Panel className="mb-4.5" aria-labelledby="current-run">
      <div className="px-4 pt-3.5 pb-2">
        <div className="flex items-start gap-3">
          <div className="min-w-0 flex-1">
            <h2 id="current-run" className="font-semibold">
              {t("runTitle", { number: run.number, kind: t(run.dryRun ? "kind.dryRun" : "kind.collect") })}
            </h2>
            <RunNumbers run={run} />
          </div>
          {canCancel ? (
            <Button size="sm" onClick={() => cancel.mutate()} disabled={cancel.isPending || cancel.isSuccess}>
              {cancel.isPending || cancel.isSuccess ? t("cancelling") : t("cancel")}
            </Button>
          ) : null}
        </div>
        <div className="my-2.5 h-1.5 overflow-hidden rounded-full bg-sunken">
          <div className="h-full w-1/3 animate-travel rounded-full bg-accent" />
        </div>
        <p role="status" className="text-muted">
          {phase ? t(`phases.${phase}`) : t(`states.${run.state}`)}
        </p>
        {cancel.error ? <ProblemNotice error={cancel.error} what={t("notCancelled")} className="mt-3" /> : null}
      </div>
      <div className="border-line border-t">
        <RunLog id={run.id} />
      </div>
    </Panel>
  );
}
