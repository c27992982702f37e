"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { cancelRun, forgetRuns } from "@/components/garbage-collection/garbage-collection-queries";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";

export function CancelRun({ id }: { id: string }) {
  const t = useTranslations("garbageCollection");
  const client = useQueryClient();
  const cancel = useMutation({ mutationFn: () => cancelRun(id), onSettled: () => forgetRuns(client) });
  const asked = cancel.isPending || cancel.isSuccess;
  return (
    <>
      <Button size="sm" onClick={() => cancel.mutate()} disabled={asked}>
        {asked ? t("cancelling") : t("cancel")}
      </Button>
      {cancel.error ? <ProblemNotice error={cancel.error} what={t("notCancelled")} className="w-full" /> : null}
    </>
  );
}
