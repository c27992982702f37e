"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";

type PageFailureProps = { error: Error & { digest?: string }; retry: () => void };

/** Replaces a page that broke, and depends on little itself; the server's log has the reason under `digest`. */
export function PageFailure({ error, retry }: PageFailureProps) {
  const t = useTranslations("frame.failure");
  const problems = useTranslations("problems");
  useEffect(() => {
    console.error(error);
  }, [error]);
  // A part that can't be fetched belongs to a console that was updated since, so the whole page must be fetched again.
  const again = error.name === "ChunkLoadError" ? () => window.location.reload() : retry;
  return (
    <div role="alert" className="mx-auto my-10 w-full max-w-2xl rounded-[10px] border border-line bg-panel p-4">
      <p className="font-semibold">{t("title")}</p>
      <p className="mt-0.5">{t("detail")}</p>
      {error.digest ? (
        <p className="mt-2 text-faint text-sm">
          {problems("request")} <code className="mono">{error.digest}</code>
        </p>
      ) : null}
      <Button size="sm" onClick={again} className="mt-3">
        {problems("retry")}
      </Button>
    </div>
  );
}
