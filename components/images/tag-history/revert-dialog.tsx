"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useSeenPlan } from "@/components/api/use-seen-plan";
import { Button } from "@/components/ui/button";
import { MovedNotice } from "@/components/ui/overlay/moved-notice";
import { PlanDialog, PlanShown } from "@/components/ui/overlay/plan-dialog";
import { toast } from "@/components/ui/overlay/toast";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { RevertPlan } from "@/lib/contract/tag-history";
import { shortDigest } from "@/lib/oci/digest";
import { RevertPlanView } from "./revert-plan-view";
import { readMovedAnew, revertPlanQuery, revertTag, type TagName } from "./tag-history-queries";

type RevertDialogProps = {
  of: TagName;
  /** The digest that the tag named when the dialog opened; null if the tag was gone. */
  seen: string | null;
  to: string;
  onClose: () => void;
  onReverted: ((digest: string) => void) | undefined;
};

const undoShownMs = 15_000;

/** Shows what reverting the tag would do, and reverts it when its button is pressed. */
export function RevertDialog({ of, seen, to, onClose, onReverted }: RevertDialogProps) {
  const t = useTranslations("tagHistory.revert");
  const { registry, repository, tag } = of;
  const plan = useQuery(revertPlanQuery(of, to));
  const toastReverted = useToastReverted(of, onReverted);
  const revert = useMutation({
    mutationFn: (shown: RevertPlan) => revertTag(of, shown),
    onSuccess: async (_, shown) => {
      await toastReverted(shown);
      onClose();
    },
  });
  const { shown, moved, ready, lookAgain } = useSeenPlan({ plan, act: revert, seen, digestOf });
  return (
    <PlanDialog
      title={t(seen === null ? "titleGone" : "title", { tag })}
      where={t("where", { registry, repository })}
      isAtWork={revert.isPending}
      onClose={onClose}
      keep={t("keep")}
      confirm={
        <Button
          variant="primary"
          disabled={!ready}
          onClick={() => shown && revert.mutate(shown)}
          className="max-w-full min-w-0"
        >
          <span className="truncate">
            {revert.isPending ? t("reverting") : t(seen === null ? "confirmGone" : "confirm", { tag })}
          </span>
        </Button>
      }
    >
      <PlanShown plan={plan} shown={shown} unreadable={t("unreadable")} skeleton={<Looking />}>
        {(found) => <RevertPlanView plan={found} of={of} />}
      </PlanShown>
      {moved ? (
        <MovedNotice
          title={t("moved")}
          detail={t("movedDetail", { tag })}
          again={t("lookAgain")}
          onLookAgain={lookAgain}
        />
      ) : null}
      {revert.error && !moved ? <ProblemNotice error={revert.error} what={t("failed", { tag })} /> : null}
    </PlanDialog>
  );
}

const digestOf = ({ from }: RevertPlan) => from;

function Looking() {
  const t = useTranslations("tagHistory.revert");
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="text-muted">{t("looking")}</span>
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-4 w-1/2" />
    </div>
  );
}

/**
 * Returns a function that shows a toast that the tag was reverted, and offers to undo that by reverting it once more.
 */
function useToastReverted(of: TagName, onReverted: RevertDialogProps["onReverted"]) {
  const t = useTranslations("tagHistory.revert");
  const client = useQueryClient();
  const { tag } = of;
  const anew = (digest: string) => {
    onReverted?.(digest);
    return readMovedAnew(client, of);
  };
  const undo = async (from: string, to: string) => {
    try {
      await revertTag(of, { from: to, to: from });
      toast({ title: t("undone", { tag, digest: shortDigest(from) }), tone: "green" });
      await anew(from);
    } catch (error) {
      toast({ title: t("notUndone"), detail: error instanceof Error ? error.message : "", tone: "red" });
    }
  };
  return async (plan: RevertPlan) => {
    const title = t("done", { tag, digest: shortDigest(plan.to) });
    const { from, to } = plan;
    const action = from === null ? {} : { action: { label: t("undo"), onSelect: () => void undo(from, to) } };
    toast({ title, detail: t("doneDetail"), tone: "green", shownMs: undoShownMs, ...action });
    await anew(to);
  };
}
