import type { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Column } from "@/components/ui/table/table-column";
import type { Verdict } from "@/lib/contract/policies";

type Translate = ReturnType<typeof useTranslations<"policies.preview">>;

/** Returns the columns of verdicts: what happens to each tag, and why. */
export function verdictColumns(t: Translate): Column<Verdict>[] {
  return [
    {
      id: "tag",
      header: t("columns.tag"),
      cell: ({ repository, tag }) => (
        <span title={`${repository}:${tag}`} className="mono">
          {tag} <span className="text-faint">{repository}</span>
        </span>
      ),
    },
    {
      id: "verdict",
      header: t("columns.verdict"),
      width: "7.5rem",
      cell: ({ verdict, change }) => (
        <Badge tone={verdict === "delete" ? "red" : "neutral"} title={change ? t(`changes.${change}`) : undefined}>
          {t(`verdicts.${verdict}`)}
          {change ? " *" : null}
        </Badge>
      ),
    },
    {
      id: "because",
      header: t("columns.because"),
      hideBelow: "sm",
      cell: ({ because }) => (
        <span title={because} className="text-muted">
          {because}
        </span>
      ),
    },
  ];
}
