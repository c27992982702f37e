import type { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Digest } from "@/components/ui/digest";
import { Link } from "@/components/ui/link";
import { RepositoryName } from "@/components/ui/repository-name";
import type { Column } from "@/components/ui/table/table-column";
import { Timestamp } from "@/components/ui/timestamp";
import type { TrashItem } from "@/lib/contract/deletions";
import { pagePaths } from "@/lib/contract/paths";
import { RestoreButton } from "./restore-button";

type Translate = ReturnType<typeof useTranslations<"trash">>;

/**
 * Returns the columns of the trash: what was deleted, from where, when and by whom, and the button that restores it.
 */
export function trashColumns(t: Translate, mayRestore: boolean): Column<TrashItem>[] {
  return [
    {
      id: "tag",
      header: t("columns.tag"),
      cell: ({ tag, digest }) =>
        tag ? <span className="mono">{tag}</span> : <span className="text-muted">{digest ? t("manifest") : "—"}</span>,
    },
    {
      id: "repository",
      header: t("columns.repository"),
      hideBelow: "sm",
      cell: ({ registry, repository }) => <RepositoryName registry={registry} name={repository} />,
    },
    {
      id: "digest",
      header: t("columns.digest"),
      width: "9.5rem",
      hideBelow: "lg",
      cell: ({ digest }) => (digest ? <Digest value={digest} /> : "—"),
    },
    {
      id: "deleted",
      header: t("columns.deleted"),
      width: "8rem",
      cell: ({ endedAt, deletion }) => (
        <Link href={pagePaths.plannedDeletion(deletion)} prefetch={false} className="text-muted hover:text-accent">
          <Timestamp value={endedAt} />
        </Link>
      ),
    },
    {
      id: "by",
      header: t("columns.by"),
      width: "8rem",
      hideBelow: "xl",
      cell: ({ deletedBy }) => <span className="text-muted">{deletedBy}</span>,
    },
    {
      id: "state",
      header: t("columns.state"),
      width: "10rem",
      hideBelow: "md",
      cell: (item) => <State item={item} t={t} />,
    },
    {
      id: "restore",
      header: t("columns.restore"),
      hideHeader: true,
      align: "right",
      width: "7rem",
      cell: (item) => (mayRestore && !item.restoredAt && !item.finalRun ? <RestoreButton item={item} /> : null),
    },
  ];
}

function State({ item, t }: { item: TrashItem; t: Translate }) {
  if (item.restoredAt) return <Badge tone="green">{t("states.restored")}</Badge>;
  if (item.finalRun) return <Badge title={t("finalMeaning")}>{t("states.final")}</Badge>;
  if (item.restoreProblem)
    return (
      <Badge tone="amber" title={item.restoreProblem.detail}>
        {t("states.problem")}
      </Badge>
    );
  return <span className="text-muted">{t("states.restorable")}</span>;
}
