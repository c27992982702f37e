"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Link } from "@/components/ui/link";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { DataTable } from "@/components/ui/table/data-table";
import type { Sort } from "@/components/ui/table/table-column";
import { pagePaths } from "@/lib/contract/paths";
import type { Repository } from "@/lib/contract/repositories";
import { repositorySizeColumns } from "./repository-size-columns";
import { largestQuery } from "./storage-queries";
import type { StorageSort } from "./storage-view";

type RepositorySizesProps = {
  registry: string;
  sort: StorageSort;
  largestBytes: number;
  onSort: (sort: Sort) => void;
};

const none: Repository[] = [];

/** The first repositories of the registry, sorted by a size; the page of all repositories lists the others. */
export function RepositorySizes({ registry, sort, largestBytes, onSort }: RepositorySizesProps) {
  const t = useTranslations("storage.repositories");
  const { data, error, refetch, isFetching, isPending } = useQuery(largestQuery(registry, sort));
  const columns = useMemo(() => repositorySizeColumns(t, registry, largestBytes), [t, registry, largestBytes]);
  return (
    <section aria-labelledby="repository-sizes" className="min-w-0">
      <div className="mb-2.5 flex items-baseline gap-3">
        <h2 id="repository-sizes" className="flex-1 font-semibold">
          {t("title")}
        </h2>
        <Link
          href={pagePaths.registry(registry, { sort: sort.key, order: sort.order })}
          className="rounded text-accent hover:underline"
        >
          {t("all")}
        </Link>
      </div>
      {error && !data ? (
        <ProblemNotice
          error={error}
          what={t("unreadable")}
          onRetry={() => void refetch()}
          retrying={isFetching}
          className="mb-3"
        />
      ) : (
        <DataTable
          label={t("title")}
          columns={columns}
          rows={data?.items ?? none}
          rowKey={(row) => row.name}
          rowHref={(row) => pagePaths.repository(registry, row.name)}
          sort={sort}
          onSort={onSort}
          loading={isPending}
        />
      )}
    </section>
  );
}
