import type { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ByteSize } from "@/components/ui/byte-size";
import { RepositoryName } from "@/components/ui/repository-name";
import type { Column } from "@/components/ui/table/table-column";
import type { StaleItem } from "@/lib/contract/stale";
import { formatCount } from "@/lib/format/count";
import { isDigest, shortDigest } from "@/lib/oci/digest";

type Translate = ReturnType<typeof useTranslations<"stale">>;
type StaleColumnsInput = { registry: string; onDelete: ((item: StaleItem) => void) | undefined };

/** Returns the columns of stale items: what may be deleted from each repository, why, and the button that plans it. */
export function staleColumns(t: Translate, { registry, onDelete }: StaleColumnsInput): Column<StaleItem>[] {
  return [
    {
      id: "repository",
      header: t("columns.repository"),
      cell: ({ repository }) => <RepositoryName registry={registry} name={repository} />,
    },
    {
      id: "why",
      header: t("columns.why"),
      cell: ({ kind, because }) => (
        <span title={because}>
          <span className="xl:hidden">{t(`kinds.${kind}`)}</span>
          <span className="max-xl:hidden">{because}</span>
        </span>
      ),
    },
    {
      id: "names",
      header: t("columns.names"),
      width: "12rem",
      hideBelow: "lg",
      cell: ({ names }) => (
        <span className="mono text-muted" title={names.join(", ")}>
          {names.map((name) => (isDigest(name) ? shortDigest(name) : name)).join(", ")}
        </span>
      ),
    },
    {
      id: "count",
      header: t("columns.count"),
      align: "right",
      width: "5rem",
      hideBelow: "sm",
      cell: ({ count }) => formatCount(count),
    },
    {
      id: "bytes",
      header: t("columns.bytes"),
      meaning: t("columns.bytesMeaning"),
      align: "right",
      width: "6.5rem",
      hideBelow: "sm",
      cell: ({ atMostBytes }) => <ByteSize bytes={atMostBytes} className="text-muted" />,
    },
    {
      id: "delete",
      header: t("columns.delete"),
      hideHeader: true,
      align: "right",
      width: "6.5rem",
      cell: (item) =>
        onDelete ? (
          <Button size="sm" onClick={() => onDelete(item)}>
            {t("delete")} <span className="sr-only">{`${item.repository}, ${t(`kinds.${item.kind}`)}`}</span>
          </Button>
        ) : null,
    },
  ];
}
