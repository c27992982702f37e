"use client";

import { useQueries } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ByteSize } from "@/components/ui/byte-size";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { RepositoryName } from "@/components/ui/repository-name";
import { Skeleton } from "@/components/ui/skeleton";
import { pagePaths } from "@/lib/contract/paths";
import type { LargeRepository } from "@/lib/contract/storage";
import { formatBytes } from "@/lib/format/bytes";
import { overviewStorage, storageQuery } from "./storage-queries";

type Registry = { name: string; title: string };
type Row = LargeRepository & { registry: Registry };

/** The largest repositories of all registries. */
export function LargestRepositories({ registries }: { registries: readonly Registry[] }) {
  const t = useTranslations("overview.largest");
  const results = useQueries({ queries: registries.map(({ name }) => storageQuery(name, overviewStorage)) });
  const rows: Row[] = results
    .flatMap(({ data }, at) => (data?.largest ?? []).map((row) => ({ ...row, registry: registries[at] as Registry })))
    .filter((row) => row.sizeBytes !== null)
    .sort((a, b) => (b.sizeBytes ?? 0) - (a.sizeBytes ?? 0))
    .slice(0, overviewStorage.limit);
  const isPending = results.some((result) => result.isPending || (result.data && result.data.totals === null));
  return (
    <section aria-labelledby="largest" className="min-w-0">
      <div className="mb-2.5 flex items-baseline gap-3">
        <h2 id="largest" className="flex-1 font-semibold">
          {t("title")}
        </h2>
        <Link href={pagePaths.storage()} className="rounded text-accent hover:underline">
          {t("all")}
        </Link>
      </div>
      {results.map(({ error, data, refetch, isFetching }, at) =>
        error && !data ? (
          <ProblemNotice
            key={registries[at]?.name}
            error={error}
            what={t("unreadable", { title: registries[at]?.title ?? "" })}
            onRetry={() => void refetch()}
            retrying={isFetching}
            className="mb-3"
          />
        ) : null,
      )}
      <Panel>
        {rows.length === 0 ? (
          isPending ? (
            <SkeletonRows />
          ) : (
            <p className="px-4 py-3 text-muted">{t("none")}</p>
          )
        ) : (
          <ul className="divide-y divide-line">
            {rows.map((row) => (
              <LargeRow
                key={`${row.registry.name} ${row.name}`}
                row={row}
                largestBytes={rows[0]?.sizeBytes ?? 1}
                withRegistry={registries.length > 1}
              />
            ))}
          </ul>
        )}
      </Panel>
    </section>
  );
}

function LargeRow({ row, largestBytes, withRegistry }: { row: Row; largestBytes: number; withRegistry: boolean }) {
  const t = useTranslations("overview.largest");
  const bytes = row.sizeBytes ?? 0;
  return (
    <li className="flex h-10 items-center gap-4 px-4">
      <span className="flex min-w-0 flex-1 items-baseline gap-2">
        <RepositoryName registry={row.registry.name} name={row.name} />
        {withRegistry ? <span className="min-w-0 truncate text-faint text-sm">{row.registry.title}</span> : null}
      </span>
      <span aria-hidden className="h-1.5 w-1/4 overflow-clip rounded-full bg-sunken max-sm:hidden">
        <span
          className="block h-full min-w-px rounded-full bg-bar-3"
          style={{ width: `${(bytes / largestBytes) * 100}%` }}
        />
      </span>
      <span className="w-32 shrink-0 whitespace-nowrap text-right text-muted tabular-nums max-md:hidden">
        {t("unique", { size: formatBytes(row.uniqueSizeBytes ?? 0) })}
      </span>
      <ByteSize bytes={bytes} className="w-18 shrink-0 text-right" />
    </li>
  );
}

function SkeletonRows() {
  return (
    <div className="divide-y divide-line">
      {["w-2/5", "w-1/3", "w-1/2", "w-1/4"].map((width) => (
        <div key={width} className="flex h-10 items-center px-4">
          <Skeleton className={`h-3.5 ${width}`} />
        </div>
      ))}
    </div>
  );
}
