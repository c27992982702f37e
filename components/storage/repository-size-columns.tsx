import type { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import { RepositoryName } from "@/components/ui/repository-name";
import { SizeBar } from "@/components/ui/table/size-bar";
import type { Column } from "@/components/ui/table/table-column";
import type { Repository } from "@/lib/contract/repositories";
import { formatCount } from "@/lib/format/count";

type Translate = ReturnType<typeof useTranslations<"storage.repositories">>;

/** Returns the columns of repositories by size; the bars are relative to the largest repository. */
export function repositorySizeColumns(t: Translate, registry: string, largestBytes: number): Column<Repository>[] {
  const size = { firstOrder: "desc", align: "right" } as const;
  return [
    {
      id: "name",
      header: t("columns.name"),
      sortKey: "name",
      cell: (row) => <RepositoryName registry={registry} name={row.name} />,
    },
    {
      id: "size",
      header: t("columns.size"),
      sortKey: "size",
      width: "8.5rem",
      ...size,
      meaning: t("columns.sizeMeaning"),
      cell: (row) => <SizeBar bytes={row.sizeBytes} largestBytes={largestBytes} />,
    },
    {
      id: "unique",
      header: t("columns.unique"),
      sortKey: "unique",
      width: "7.5rem",
      hideBelow: "sm",
      ...size,
      meaning: t("columns.uniqueMeaning"),
      cell: (row) => <ByteSize bytes={row.uniqueSizeBytes} />,
    },
    {
      id: "reclaimable",
      header: t("columns.reclaimable"),
      sortKey: "reclaimable",
      width: "7.5rem",
      ...size,
      hideBelow: "lg",
      meaning: t("columns.reclaimableMeaning"),
      cell: (row) => <ByteSize bytes={row.reclaimableBytes} className={row.reclaimableBytes ? "" : "text-faint"} />,
    },
    {
      id: "tags",
      header: t("columns.tags"),
      sortKey: "tags",
      width: "6rem",
      hideBelow: "md",
      ...size,
      cell: (row) => (row.tagCount === null ? "—" : formatCount(row.tagCount)),
    },
  ];
}
