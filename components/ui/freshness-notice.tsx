import { useTranslations } from "next-intl";
import type { Freshness } from "@/lib/contract/list";
import { visibleText } from "@/lib/format/visible-text";
import { Notice } from "./notice";

type FreshnessNoticeProps = { freshness: Pick<Freshness, "incomplete" | "problem"> | undefined };

/** Why a list lacks something, or is only what was known before; nothing where it is whole and of now. */
export function FreshnessNotice({ freshness }: FreshnessNoticeProps) {
  const t = useTranslations("ui.freshness");
  const { incomplete, problem } = freshness ?? {};
  const reasons = [incomplete, problem?.detail].filter((reason) => reason !== undefined);
  // A list that could not be read often says why.
  const told = incomplete && problem && incomplete.includes(problem.detail) ? [incomplete] : reasons;
  if (told.length === 0) return null;
  return (
    <Notice tone="amber" role="status" {...(problem && { title: t("problem") })} className="mb-3">
      {visibleText(told.join(" "))}
    </Notice>
  );
}
