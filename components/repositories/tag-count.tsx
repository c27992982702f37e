import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Repository } from "@/lib/contract/repositories";
import { formatCount } from "@/lib/format/count";

export function TagCount({ repository }: { repository: Pick<Repository, "tagCount" | "problem"> }) {
  const t = useTranslations("repositories");
  if (repository.tagCount !== null) return formatCount(repository.tagCount);
  if (repository.problem) {
    return (
      <Badge tone="amber" title={repository.problem.detail}>
        {t("notReadable")}
      </Badge>
    );
  }
  return (
    <span className="text-faint" title={t("counting")}>
      <span aria-hidden>…</span>
      <span className="sr-only">{t("counting")}</span>
    </span>
  );
}
