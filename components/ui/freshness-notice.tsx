import { useTranslations } from "next-intl";
import type { Freshness } from "@/lib/contract/list";
import { visibleText } from "@/lib/format/visible-text";
import { Notice } from "./notice";

type FreshnessNoticeProps = { freshness: Pick<Freshness, "incomplete" | "problem"> | undefined };

/** Why a list is incomplete or outdated; empty if it is complete and current. */
export function FreshnessNotice({ freshness }: FreshnessNoticeProps) {
  const t = useTranslations("ui.freshness");
  const { incomplete, problem } = freshness ?? {};
  const reasons = [incomplete, problem?.detail].filter((reason) => reason !== undefined);
  // The text about an incomplete list often already includes the reason.
  const told = incomplete && problem && incomplete.includes(problem.detail) ? [incomplete] : reasons;
  if (told.length === 0) return null;
  return (
    <Notice tone="amber" role="status" {...(problem && { title: t("problem") })} className="mb-3">
      {visibleText(told.join(" "))}
    </Notice>
  );
}
