import type { useTranslations } from "next-intl";
import { RepositoryName } from "@/components/ui/repository-name";
import type { Column } from "@/components/ui/table/table-column";
import { Timestamp } from "@/components/ui/timestamp";
import type { Repository } from "@/lib/contract/repositories";
import { RepositorySize } from "./repository-size";
import { TagCount } from "./tag-count";

type Translate = ReturnType<typeof useTranslations<"repositories">>;

/** Returns the columns of the table. A value that no row has gets no column. */
export function repositoryColumns(t: Translate, registry: string, rows: readonly Repository[]): Column<Repository>[] {
  const known = (key: "sizeBytes" | "pushedAt" | "pulledAt") => rows.some((row) => row[key] !== null);
  const size = { firstOrder: "desc", align: "right" } as const;
  const columns: (Column<Repository> | false)[] = [
    {
      id: "name",
      header: t("columns.name"),
      sortKey: "name",
      cell: (row) => <RepositoryName registry={registry} name={row.name} />,
    },
    {
      id: "tags",
      header: t("columns.tags"),
      sortKey: "tags",
      ...size,
      width: "7rem",
      cell: (row) => <TagCount repository={row} />,
    },
    known("sizeBytes") && {
      id: "size",
      header: t("columns.size"),
      sortKey: "size",
      width: "7.5rem",
      hideBelow: "sm",
      ...size,
      meaning: t("columns.sizeMeaning"),
      cell: (row) => <RepositorySize repository={row} bytes={row.sizeBytes} />,
    },
    known("sizeBytes") && {
      id: "unique",
      header: t("columns.unique"),
      sortKey: "unique",
      width: "7.5rem",
      hideBelow: "xl",
      ...size,
      meaning: t("columns.uniqueMeaning"),
      cell: (row) => <RepositorySize repository={row} bytes={row.uniqueSizeBytes} />,
    },
    known("pushedAt") && {
      id: "pushed",
      header: t("columns.pushed"),
      sortKey: "pushed",
      firstOrder: "desc",
      width: "9rem",
      hideBelow: "md",
      cell: (row) => <Timestamp value={row.pushedAt} />,
    },
    known("pulledAt") && {
      id: "pulled",
      header: t("columns.pulled"),
      sortKey: "pulled",
      firstOrder: "desc",
      width: "9rem",
      hideBelow: "lg",
      cell: (row) => <Timestamp value={row.pulledAt} />,
    },
  ];
  return columns.filter((column) => column !== false);
}
