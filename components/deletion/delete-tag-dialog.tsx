"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ApiError } from "@/components/api/api-error";
import { Button } from "@/components/ui/button";
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
import type { TagDeletionPreview } from "@/lib/contract/tag-deletion-preview";
import { isProblem } from "@/lib/errors/problem";
import { formatBytes } from "@/lib/format/bytes";
import { DeletionBlocked } from "./deletion-blocked";
import { DeletionPlan } from "./deletion-plan";
import { DeletionPlanSkeleton } from "./deletion-plan-skeleton";
import { deleteTagMutation, deletionQuery, type TagToDelete } from "./deletion-queries";
import { TagMoved } from "./tag-moved";
import { toastDeleted } from "./undo";
import { useUndoWords } from "./use-undo-words";

type DeleteTagDialogProps = {
  target: TagToDelete;
  /** What the tag named where the dialog was opened: deleting another image than that takes a second look. */
  seenDigest?: string;
  onClose: () => void;
  /** The tag is gone: deleted now, or by somebody else before. */
  onGone: (tag: string) => void;
  /** The tag was deleted, and is back. */
  onUndone: () => void;
  /** What is attached to the image is to go too. */
  onWithReferrers: () => void;
};

/** Shows what deleting the tag would do, and does that on a press of its button. */
export function DeleteTagDialog(props: DeleteTagDialogProps) {
  const { target, seenDigest, onClose, onGone, onUndone, onWithReferrers } = props;
  const t = useTranslations("deletion");
  const words = useUndoWords();
  const [seen, setSeen] = useState(seenDigest);
  const { registry, repository, tag } = target;
  const plan = useQuery(deletionQuery(target));
  const removal = useMutation({
    ...deleteTagMutation(target),
    onSuccess: (id, { reclaimableBytes }) => {
      const bytes = reclaimableBytes
        ? t("done.frees", { size: formatBytes(reclaimableBytes) })
        : t("done.freesNothing");
      toastDeleted(t("done.title", { tag }), `${bytes} ${t("done.undoUntil")}`, id, words, onUndone);
      onGone(tag);
    },
    onError: (error) => {
      if (!(error instanceof ApiError && error.code === "tag-not-found")) return;
      toast({ title: t("goneBefore", { tag }) });
      onGone(tag);
    },
  });
  const shown = plan.isFetching ? undefined : plan.data;
  const movedBefore = seen !== undefined && shown !== undefined && shown.digest !== seen;
  const moved = movedBefore || (removal.error instanceof ApiError && removal.error.code === "tag-moved");
  const lookAgain = () => {
    setSeen(undefined);
    removal.reset();
    void plan.refetch();
  };
  const ready = shown !== undefined && shown.blockedBy === null && !moved && !removal.isPending;

  return (
    <Dialog open onOpenChange={(open) => !open && !removal.isPending && onClose()}>
      <DialogContent width="md">
        <DialogTitle className="wrap-anywhere">{t("title", { tag })}</DialogTitle>
        <DialogDescription className="wrap-anywhere">{t("where", { registry, repository })}</DialogDescription>
        <div className="mt-4 flex flex-col gap-3">
          {plan.error && !plan.isFetching ? (
            <ProblemNotice error={plan.error} what={t("planUnreadable")} onRetry={() => void plan.refetch()} />
          ) : shown ? (
            <Answer plan={shown} target={target} />
          ) : (
            <DeletionPlanSkeleton />
          )}
          {moved ? <TagMoved tag={tag} onLookAgain={lookAgain} /> : null}
          {removal.error && !moved ? <ProblemNotice error={removal.error} what={t("failed", { tag })} /> : null}
        </div>
        <DialogFooter>
          {ready && shown.referrers.length > 0 ? (
            <Button onClick={onWithReferrers} className="mr-auto">
              {t("withReferrers", { count: shown.referrers.length })}
            </Button>
          ) : null}
          <DialogCancel disabled={removal.isPending}>{t("keep")}</DialogCancel>
          <Button
            variant="danger"
            disabled={!ready}
            onClick={() => shown && removal.mutate(shown)}
            className="max-w-full min-w-0"
          >
            <Trash2 aria-hidden />
            <span className="truncate">{removal.isPending ? t("deleting") : t("delete", { tag })}</span>
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

// A registry that refuses has no way of doing it that could be shown; whoever may only look sees what it would do.
function Answer({ plan, target }: { plan: TagDeletionPreview; target: TagToDelete }) {
  const { blockedBy } = plan;
  return (
    <>
      {blockedBy ? <DeletionBlocked problem={blockedBy} /> : null}
      {blockedBy && !isProblem(blockedBy, "forbidden") ? null : <DeletionPlan plan={plan} target={target} />}
    </>
  );
}
