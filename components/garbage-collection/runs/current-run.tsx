"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { Run } from "@/lib/contract/garbage-collection";
import { CancelRun } from "./cancel-run";
import { RunLog } from "./run-log";
import { RunNumbers } from "./run-numbers";
import { RunProgress } from "./run-progress";
import { RunResult } from "./run-result";
import { isActive, runKind } from "./run-state";

type CurrentRunProps = { run: Run; canCancel: boolean; onClose: () => void };

/** The run that is active or has just ended: what it does, what it found, its log, and the button that cancels it. */
export function CurrentRun({ run, canCancel, onClose }: CurrentRunProps) {
  const t = useTranslations("garbageCollection");
  const active = isActive(run);
  return (
    <Panel className="mb-4.5" aria-labelledby="current-run">
      <div className="px-4 pt-3.5 pb-2.5">
        <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
          <div className="min-w-0 flex-1 basis-60">
            <h2 id="current-run" className="font-semibold">
              {t("runTitle", { number: run.number, kind: t(`kind.${runKind(run)}`) })}
            </h2>
            <RunNumbers run={run} />
          </div>
          {active && canCancel ? <CancelRun id={run.id} /> : null}
          {active ? null : (
            <Button variant="ghost" size="icon-sm" onClick={onClose}>
              <X aria-hidden />
              <span className="sr-only">{t("closeRun")}</span>
            </Button>
          )}
        </div>
        {active ? <RunProgress run={run} /> : null}
        <div role="status" className="mt-1 wrap-anywhere text-muted">
          {active ? null : <RunResult run={run} className="whitespace-normal font-[550]" />}
        </div>
      </div>
      <div className="border-line border-t">
        <RunLog id={run.id} />
      </div>
    </Panel>
  );
}
