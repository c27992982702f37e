"use client";

import { clsx } from "clsx";
import { CircleAlert, RotateCw } from "lucide-react";
import { useMessages, useTranslations } from "next-intl";
import { ApiError, problemCode } from "@/components/api/api-error";
import type { Problem } from "@/lib/contract/problem";
import { Button } from "./button";
import { CopyButton } from "./copy-button";

type ProblemNoticeProps = {
  /** The thrown value: an ApiError, or anything. */
  error?: unknown;
  /** The problem itself, in place of `error`. */
  problem?: Problem;
  /** What failed, in the reader's words: "The tags could not be read". */
  what?: string;
  onRetry?: () => void;
  retrying?: boolean;
  className?: string;
};

/** A failure: what failed, why, what to do, and the number under which the log has it. */
export function ProblemNotice({ error, problem: given, what, onRetry, retrying, className }: ProblemNoticeProps) {
  const t = useTranslations("problems");
  const problem = given ?? (error instanceof ApiError ? error.problem : null);
  const code = problem ? problemCode(problem) : null;
  const advices: Partial<Record<string, string>> = useMessages().problems.advice;
  const advice = code ? advices[code] : undefined;
  return (
    <div
      role="alert"
      className={clsx("flex flex-wrap gap-3 rounded-[10px] border border-line bg-panel p-4", className)}
    >
      <CircleAlert className="mt-0.5 size-4 shrink-0 text-red" aria-hidden />
      <div className="min-w-0 flex-1 basis-56 wrap-anywhere">
        <p className="font-semibold">{what ?? problem?.title ?? t("unknownTitle")}</p>
        <p className="mt-0.5">{problem?.detail ?? t("unknownDetail")}</p>
        {advice ? <p className="mt-1 text-muted">{advice}</p> : null}
        {problem?.requestId ? (
          <p className="mt-2 flex items-center gap-1.5 text-faint text-sm">
            <span className="shrink-0">{t("request")}</span>{" "}
            <code className="mono min-w-0 truncate">{problem.requestId}</code>
            <CopyButton value={problem.requestId} what={t("requestId")} />
          </p>
        ) : null}
      </div>
      {onRetry ? (
        <Button size="sm" onClick={onRetry} disabled={retrying ?? false}>
          <RotateCw aria-hidden />
          {t("retry")}
        </Button>
      ) : null}
    </div>
  );
}
