"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { forgetRuns, putRun } from "@/components/garbage-collection/garbage-collection-queries";
import { LogText } from "./log-text";
import { useRunLog } from "./use-run-log";

/** The log of an active run, line by line as it is written. */
export function RunLog({ id }: { id: string }) {
  const t = useTranslations("garbageCollection");
  const client = useQueryClient();
  const { text, connected } = useRunLog(id, {
    onRun: (run) => putRun(client, run),
    onEnd: () => void forgetRuns(client),
  });
  return (
    <>
      <LogText text={text === "" ? t("waitingForLog") : text} />
      {connected ? null : <p className="border-line border-t px-4 py-1.5 text-amber text-sm">{t("logInterrupted")}</p>}
    </>
  );
}
