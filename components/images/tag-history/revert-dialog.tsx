"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ApiError } from "@/components/api/api-error";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import {
  Dialog,
  DialogCancel,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
} from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { RevertPlan } from "@/lib/contract/tag-history";
import { shortDigest } from "@/lib/oci/digest";
import { RevertPlanView } from "./revert-plan-view";
import { readMovedAnew, revertPlanQuery, revertTag, type TagName } from "./tag-history-queries";

type RevertDialogProps = {
  of: TagName;
  /** What the tag named where the dialog was opened; null where it was gone. */
  seen: string | null;
  to: string;
  onClose: () => void;
  onReverted: ((digest: string) => void) | undefined;
};

const undoShownMs = 15_000;

/** Shows what reverting the tag would do, and does that on a press of its button. */
export function RevertDialog({ of, seen: seenFirst, to, onClose, onReverted }: RevertDialogProps) {
  const t = useTranslations("tagHistory.revert");
  const [seen, setSeen] = useState<string | null | undefined>(seenFirst);
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
  const shown = plan.isFetching ? undefined : plan.data;
  const movedBefore = seen !== undefined && shown !== undefined && shown.from !== seen;
  const moved = movedBefore || (revert.error instanceof ApiError && revert.error.code === "tag-moved");
  const lookAgain = () => {
    setSeen(undefined);
    revert.reset();
    void plan.refetch();
  };
  const ready = shown !== undefined && shown.blockedBy === null && !moved && !revert.isPending;
  return (
    <Dialog open onOpenChange={(open) => !open && !revert.isPending && onClose()}>
      <DialogContent width="md">
        <DialogTitle className="wrap-anywhere">{t(seenFirst === null ? "titleGone" : "title", { tag })}</DialogTitle>
        <DialogDescription className="wrap-anywhere">{t("where", { registry, repository })}</DialogDescription>
        <div className="mt-4 flex flex-col gap-3">
          {plan.error && !plan.isFetching ? (
            <ProblemNotice error={plan.error} what={t("unreadable")} onRetry={() => void plan.refetch()} />
          ) : shown ? (
            <RevertPlanView plan={shown} of={of} />
          ) : (
            <Looking />
          )}
          {moved ? (
            <Notice
              tone="amber"
              role="alert"
              title={t("moved")}
              action={
                <Button size="sm" onClick={lookAgain}>
                  {t("lookAgain")}
                </Button>
              }
            >
              {t("movedDetail", { tag })}
            </Notice>
          ) : null}
          {revert.error && !moved ? <ProblemNotice error={revert.error} what={t("failed", { tag })} /> : null}
        </div>
        <DialogFooter>
          <DialogCancel disabled={revert.isPending}>{t("keep")}</DialogCancel>
          <Button
            variant="primary"
            disabled={!ready}
            onClick={() => shown && revert.mutate(shown)}
            className="max-w-full min-w-0"
          >
            <span className="truncate">
              {revert.isPending ? t("reverting") : t(seenFirst === null ? "confirmGone" : "confirm", { tag })}
            </span>
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

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

/** Says that the tag was reverted, and offers to undo that, which is to revert it to what it named. */
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
