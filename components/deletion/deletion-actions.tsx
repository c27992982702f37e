"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CirclePause, CirclePlay, CircleX, RotateCcw, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { ApiError } from "@/components/api/api-error";
import { queryKeyFor } from "@/components/api/query-keys";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/overlay/toast";
import type { PlannedDeletion } from "@/lib/contract/deletions";
import { isActive, plannedDeletionQuery, restoreDeletion, type Steering, steerDeletion } from "./deletion-queries";

/** The actions that a deletion allows in its state. */
export function DeletionActions({ deletion }: { deletion: PlannedDeletion }) {
  const t = useTranslations("deletionJob");
  const client = useQueryClient();
  const { id, registry, state, counts } = deletion;
  const forget = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey });
  const act = useMutation({
    mutationFn: (how: Steering | "restore") => (how === "restore" ? restoreDeletion(id) : steerDeletion(id, how)),
    onSuccess: (changed) => {
      client.setQueryData(plannedDeletionQuery(registry, id).queryKey, changed);
      forget(queryKeyFor("deletionItems", registry, id));
      for (const name of ["plannedDeletions", "trash", "tags"] as const) forget(queryKeyFor(name));
    },
    onError: (error) => {
      toast({ title: t("steerFailed"), detail: error instanceof ApiError ? error.problem.detail : "", tone: "red" });
    },
  });
  const goesOn = state === "queued" || state === "running";
  const left = counts.done - counts.restored - counts.final - counts.dangling;
  const open = counts.all - counts.done - counts.failed - counts.skipped;
  return (
    <div className="flex flex-wrap gap-2">
      {goesOn ? <Act icon={CirclePause} label={t("pause")} onClick={() => act.mutate("pause")} act={act} /> : null}
      {(state === "paused" || state === "cancelled") && open > 0 ? (
        <Act icon={CirclePlay} label={t("resume")} onClick={() => act.mutate("resume")} act={act} />
      ) : null}
      {goesOn || state === "paused" ? (
        <Act icon={CircleX} label={t("cancel")} onClick={() => act.mutate("cancel")} act={act} />
      ) : null}
      {counts.failed > 0 && !goesOn ? (
        <Act icon={RotateCcw} label={t("retry")} onClick={() => act.mutate("retry")} act={act} />
      ) : null}
      {left > 0 && !isActive(deletion) ? (
        <Act
          icon={Undo2}
          label={t(counts.restored > 0 ? "restoreRest" : "restore")}
          onClick={() => act.mutate("restore")}
          act={act}
        />
      ) : null}
    </div>
  );
}

type ActProps = { icon: typeof Undo2; label: string; onClick: () => void; act: { isPending: boolean } };

function Act({ icon: Icon, label, onClick, act }: ActProps) {
  return (
    <Button onClick={onClick} disabled={act.isPending}>
      <Icon aria-hidden />
      {label}
    </Button>
  );
}
