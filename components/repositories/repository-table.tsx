"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { DataTable } from "@/components/ui/table/data-table";
import type { Sort } from "@/components/ui/table/table-column";
import { pagePaths } from "@/lib/contract/paths";
import type { Repository } from "@/lib/contract/repositories";
import type { RepositorySearch } from "./repositories-queries";
import { repositoryColumns } from "./repository-columns";

type RepositoryTableProps = {
  registry: string;
  rows: readonly Repository[];
  search: RepositorySearch;
  loading: boolean;
  loadingMore: boolean;
  onSort: (sort: Sort) => void;
  onEndReached: () => void;
  empty: ReactNode;
};

export function RepositoryTable({ registry, rows, search, ...table }: RepositoryTableProps) {
  const t = useTranslations("repositories");
  const columns = useMemo(() => repositoryColumns(t, registry, rows), [t, registry, rows]);
  return (
    <DataTable
      label={t("title")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.name}
      rowHref={(row) => pagePaths.repository(registry, row.name)}
      sort={{ key: search.sort, order: search.order ?? "asc" }}
      {...table}
    />
  );
}
