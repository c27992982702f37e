"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { ApiError } from "@/components/api/api-error";
import { queryKeyFor } from "@/components/api/query-keys";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/overlay/toast";
import type { PolicyRun } from "@/lib/contract/policies";
import { restorePolicyRun } from "./policies-queries";

/** Restores everything that a run deleted and that is not yet restored. */
export function UndoRun({ run }: { run: PolicyRun }) {
  const t = useTranslations("policies.runs");
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => restorePolicyRun(run.id),
    onSuccess: () => toast({ title: t("undone", { name: run.policyName }), tone: "green" }),
    onError: (error) => {
      toast({ title: t("notUndone"), detail: error instanceof ApiError ? error.problem.detail : "", tone: "red" });
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeyFor("policyRuns") }),
  });
  return (
    <Button size="sm" onClick={() => undo.mutate()} disabled={undo.isPending}>
      <Undo2 aria-hidden />
      {t(run.undo === "partly" ? "undoRest" : "undo")}
    </Button>
  );
}
