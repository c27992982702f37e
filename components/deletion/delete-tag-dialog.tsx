"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { ApiError } from "@/components/api/api-error";
import { useSeenPlan } from "@/components/api/use-seen-plan";
import { Button } from "@/components/ui/button";
import { MovedNotice } from "@/components/ui/overlay/moved-notice";
import { PlanDialog, PlanShown } from "@/components/ui/overlay/plan-dialog";
import { toast } from "@/components/ui/overlay/toast";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { TagDeletionPreview } from "@/lib/contract/tag-deletion-preview";
import { isProblem } from "@/lib/errors/problem";
import { formatBytes } from "@/lib/format/bytes";
import { DeletionBlocked } from "./deletion-blocked";
import { DeletionPlan } from "./deletion-plan";
import { DeletionPlanSkeleton } from "./deletion-plan-skeleton";
import { deleteTagMutation, deletionQuery, type TagToDelete } from "./deletion-queries";
import { toastDeleted } from "./undo";
import { useUndoWords } from "./use-undo-words";

type DeleteTagDialogProps = {
  target: TagToDelete;
  /** The digest that the tag named when the dialog opened: deleting another image needs a second look. */
  seenDigest?: string;
  onClose: () => void;
  /** The tag is gone: deleted now, or earlier by somebody else. */
  onGone: (tag: string) => void;
  /** The tag was deleted and restored. */
  onUndone: () => void;
  /** The referrers of the image are to be deleted too. */
  onWithReferrers: () => void;
};

/** Shows what deleting the tag would do, and deletes it when its button is pressed. */
export function DeleteTagDialog(props: DeleteTagDialogProps) {
  const { target, seenDigest, onClose, onGone, onUndone, onWithReferrers } = props;
  const t = useTranslations("deletion");
  const words = useUndoWords();
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
  const { shown, moved, ready, lookAgain } = useSeenPlan({ plan, act: removal, seen: seenDigest, digestOf });
  return (
    <PlanDialog
      title={t("title", { tag })}
      where={t("where", { registry, repository })}
      isAtWork={removal.isPending}
      onClose={onClose}
      keep={t("keep")}
      aside={
        ready && shown && shown.referrers.length > 0 ? (
          <Button onClick={onWithReferrers} className="mr-auto">
            {t("withReferrers", { count: shown.referrers.length })}
          </Button>
        ) : null
      }
      confirm={
        <Button
          variant="danger"
          disabled={!ready}
          onClick={() => shown && removal.mutate(shown)}
          className="max-w-full min-w-0"
        >
          <Trash2 aria-hidden />
          <span className="truncate">{removal.isPending ? t("deleting") : t("delete", { tag })}</span>
        </Button>
      }
    >
      <PlanShown plan={plan} shown={shown} unreadable={t("planUnreadable")} skeleton={<DeletionPlanSkeleton />}>
        {(preview) => <Answer plan={preview} target={target} />}
      </PlanShown>
      {moved ? (
        <MovedNotice
          title={t("moved.title")}
          detail={t("moved.detail", { tag })}
          again={t("moved.lookAgain")}
          onLookAgain={lookAgain}
        />
      ) : null}
      {removal.error && !moved ? <ProblemNotice error={removal.error} what={t("failed", { tag })} /> : null}
    </PlanDialog>
  );
}

const digestOf = ({ digest }: TagDeletionPreview) => digest;

// A registry that refuses has no deletion method to show; a user who may only read sees what the deletion would do.
function Answer({ plan, target }: { plan: TagDeletionPreview; target: TagToDelete }) {
  const { blockedBy } = plan;
  return (
    <>
      {blockedBy ? <DeletionBlocked problem={blockedBy} /> : null}
      {blockedBy && !isProblem(blockedBy, "forbidden") ? null : <DeletionPlan plan={plan} target={target} />}
    </>
  );
}
