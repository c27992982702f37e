"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ApiError } from "@/components/api/api-error";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Collector } from "@/lib/contract/garbage-collection";
import { isProblem } from "@/lib/errors/problem";
import { forgetRuns, repairRegistry } from "./garbage-collection-queries";

/** What a run left behind in the registry, and a button that repairs it without waiting. */
export function LeftBehind({ collector, canRun }: { collector: Collector; canRun: boolean }) {
  const t = useTranslations("garbageCollection.leftBehind");
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () => repairRegistry(collector.registry),
    onSettled: () => forgetRuns(client),
  });
  const isReadOnly = isProblem(collector.leftBehind, "registry-read-only");
  const action = canRun ? (
    <Button size="sm" onClick={() => again.mutate()} disabled={again.isPending}>
      {t(again.isPending ? "trying" : "tryNow")}
    </Button>
  ) : null;
  return (
    <Notice
      tone="red"
      role="status"
      title={t(isReadOnly ? "readOnlyTitle" : "cachedTitle")}
      action={action}
      className="mb-3.5"
    >
      {collector.leftBehind?.detail}
      {again.error instanceof ApiError ? (
        <p className="mt-1">{t("again", { why: again.error.problem.detail ?? "" })}</p>
      ) : null}
    </Notice>
  );
}
