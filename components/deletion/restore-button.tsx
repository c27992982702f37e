"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ApiError } from "@/components/api/api-error";
import { queryKeyFor } from "@/components/api/query-keys";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/overlay/toast";
import type { TrashItem } from "@/lib/contract/deletions";
import { findRestored, restoreDeletion } from "./deletion-queries";

/** Restores one deleted tag. */
export function RestoreButton({ item }: { item: TrashItem }) {
  const t = useTranslations("trash");
  const client = useQueryClient();
  const tag = item.tag ?? item.digest ?? "";
  const restore = useMutation({
    mutationFn: async () => {
      await restoreDeletion(item.deletion, { items: [item.at] });
      return findRestored(item);
    },
    onSuccess: ({ isBack, problem }) => {
      if (isBack) toast({ title: t("restored", { tag }), tone: "green" });
      else if (problem) toast({ title: t("failed", { tag }), detail: problem.detail, tone: "red" });
      else toast({ title: t("goesOn", { tag }) });
    },
    onError: (error) => {
      const detail = error instanceof ApiError ? error.problem.detail : "";
      toast({ title: t("failed", { tag }), detail, tone: "red" });
    },
    onSettled: () => {
      for (const queryKey of [queryKeyFor("trash"), queryKeyFor("plannedDeletions"), queryKeyFor("tags")])
        void client.invalidateQueries({ queryKey });
    },
  });
  return (
    <Button size="sm" onClick={() => restore.mutate()} disabled={restore.isPending}>
      {t(restore.isPending ? "restoring" : "restore")} <span className="sr-only">{tag}</span>
    </Button>
  );
}
