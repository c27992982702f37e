"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { ProblemNotice } from "@/components/ui/problem-notice";

type PageFailureProps = { error: Error & { digest?: string }; retry: () => void };

/** What stands in place of a page that broke; `digest` is under which the server's log has the reason. */
export function PageFailure({ error, retry }: PageFailureProps) {
  const t = useTranslations("frame.failure");
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <div className="mx-auto w-full max-w-2xl px-4 py-10">
      <ProblemNotice
        problem={{
          type: "/problems/internal",
          title: t("title"),
          status: 500,
          detail: t("detail"),
          requestId: error.digest ?? "",
        }}
        onRetry={retry}
      />
    </div>
  );
}
