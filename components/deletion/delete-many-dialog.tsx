"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { PlanDialog, PlanShown } from "@/components/ui/overlay/plan-dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import { pagePaths } from "@/lib/contract/paths";
import { formatBytes } from "@/lib/format/bytes";
import { ConfirmByTyping, needsTyping } from "./confirm-by-typing";
import { DeletionBlocked } from "./deletion-blocked";
import { DeletionPlanSkeleton } from "./deletion-plan-skeleton";
import { type DeletionChoice, planQuery, startPlan } from "./deletion-queries";
import { ManyPlan } from "./many-plan";
import { type Options, PlanOptions } from "./plan-options";
import { toastDeleted } from "./undo";
import { useUndoWords } from "./use-undo-words";

type DeleteManyDialogProps = {
  choice: DeletionChoice;
  onClose: () => void;
  /** The deletion was started, and may have finished. */
  onDeleted: () => void;
  onUndone: () => void;
};

/** Shows a plan of what is deleted and what stays, and has exactly that plan carried out. */
export function DeleteManyDialog({ choice, onClose, onDeleted, onUndone }: DeleteManyDialogProps) {
  const t = useTranslations("deletionPlan");
  const router = useRouter();
  const words = useUndoWords();
  const [options, setOptions] = useState<Options>({});
  const [typed, setTyped] = useState("");
  const query = useQuery(planQuery({ ...choice, ...options }));
  const plan = query.data;
  const { registry, repository, wholeRepository = false } = choice;
  const start = useMutation({
    mutationFn: startPlan,
    onSuccess: (deletion) => {
      const { id, state, tags, attachedTags, danglingTags, reclaimableBytes, counts } = deletion;
      const count = tags + attachedTags;
      const clean = state === "done" && counts.failed + counts.skipped === 0;
      if (clean && danglingTags === count) toastDeleted(t("done", { count }), t("undoNothing"), null, words, onUndone);
      else if (clean) toastDeleted(t("done", { count }), freed(reclaimableBytes), id, words, onUndone);
      else router.push(pagePaths.plannedDeletion(id));
      onClose();
      onDeleted();
    },
  });
  const freed = (bytes: number | null) => (bytes ? t("freed", { size: formatBytes(bytes) }) : t("undoUntil"));
  const current = plan !== undefined && !query.isFetching && !query.error;
  const confirmed = plan !== undefined && (!needsTyping(plan) || typed.trim() === needsTyping(plan));
  const ready = current && plan.blockedBy === null && confirmed && !start.isPending;
  const count = plan ? plan.tags + plan.attachedTags : 0;
  return (
    <PlanDialog
      title={wholeRepository ? t("wholeTitle", { repository }) : plan ? t("title", { count }) : t("planning")}
      where={t("where", { registry, repository })}
      isAtWork={start.isPending}
      onClose={onClose}
      keep={t("keep")}
      confirm={
        <Button variant="danger" disabled={!ready} onClick={() => plan && start.mutate(plan)}>
          <Trash2 aria-hidden />
          {start.isPending ? t("starting") : t("delete", { count })}
        </Button>
      }
    >
      <PlanShown plan={query} shown={plan} unreadable={t("unplanned")} skeleton={<DeletionPlanSkeleton />}>
        {(shown) => <Answer plan={shown} dimmed={query.isFetching} />}
      </PlanShown>
      {plan ? <PlanOptions plan={plan} options={options} onChange={setOptions} /> : null}
      {plan && current && plan.blockedBy === null ? (
        <ConfirmByTyping plan={plan} value={typed} onChange={setTyped} />
      ) : null}
      {start.error ? <ProblemNotice error={start.error} what={t("notStarted")} /> : null}
    </PlanDialog>
  );
}

function Answer({ plan, dimmed }: { plan: PlannedDeletion; dimmed: boolean }) {
  return (
    <div className={dimmed ? "opacity-60" : undefined} aria-busy={dimmed}>
      {plan.blockedBy ? <DeletionBlocked problem={plan.blockedBy} /> : <ManyPlan plan={plan} />}
    </div>
  );
}
