import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { ItemProblem } from "@/lib/contract/problem";
import { visibleText } from "@/lib/format/visible-text";

/** What is broken or missing, above the parts that could still be read. */
export function ImageProblems({ problems }: { problems: readonly ItemProblem[] }) {
  const t = useTranslations("image");
  const details = [...new Set(problems.map((problem) => visibleText(problem.detail)))];
  if (details.length === 0) return null;
  return (
    <Notice tone="amber" role="status" title={t("broken", { count: details.length })} className="mb-3">
      {details.length === 1 ? (
        details[0]
      ) : (
        <ul className="mt-1 list-disc pl-5">
          {details.map((detail) => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
