"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCallback, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { FreshnessMark } from "@/components/ui/freshness-mark";
import { FreshnessNotice } from "@/components/ui/freshness-notice";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useUrlQuery } from "@/components/ui/use-url-query";
import { formatCount } from "@/lib/format/count";
import { joinFreshness } from "./join-freshness";
import { NoRepositories } from "./no-repositories";
import { repositoriesQuery } from "./repositories-queries";
import { readRepositorySearch } from "./repository-search";
import { RepositoryTable } from "./repository-table";
import { RepositoryTools } from "./repository-tools";
import { RepositoryTree } from "./repository-tree";

type RepositoryListProps = { registry: string; title: string; pullHost: string };

/** The repositories of one registry, as a table or by namespace; every choice is kept in the address. */
export function RepositoryList({ registry, title, pullHost }: RepositoryListProps) {
  const t = useTranslations("repositories");
  const [address, changeAddress] = useUrlQuery();
  const { view, search } = readRepositorySearch(Object.fromEntries(address));
  const list = useInfiniteQuery(repositoriesQuery(registry, search));
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = list;

  // Counts are refetched automatically; that must not delay the next names.
  const canReadMore = hasNextPage && !list.isFetchingNextPage && !list.isPlaceholderData;
  const readMore = useCallback(() => {
    if (canReadMore) void fetchNextPage();
  }, [canReadMore, fetchNextPage]);

  // A tree is only right once it has every name.
  useEffect(() => {
    if (view === "tree") readMore();
  }, [view, readMore]);

  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const joined = data && joinFreshness(data.pages);
  // The tree asks for names only, so missing counts don't matter to it.
  const freshness = joined && view === "tree" ? { ...joined, state: "indexed" as const } : joined;
  const failed = error ? (
    <ProblemNotice
      error={error}
      what={data ? t("moreUnreadable") : t("unreadable", { title })}
      onRetry={() => void refetch()}
      retrying={isFetching}
      className="mb-3"
    />
  ) : null;
  const empty = (
    <NoRepositories query={search.query} pullHost={pullHost} onClear={() => changeAddress({ query: null })} />
  );

  return (
    <>
      <PageHeader
        title={t("title")}
        facts={error && !data ? null : <Facts total={data?.pages[0]?.total} searching={Boolean(search.query)} />}
      />
      <RepositoryTools view={view} search={search} onChange={changeAddress} />
      {failed}
      <FreshnessNotice freshness={freshness} />
      {view === "tree" && hasNextPage ? <Reading read={rows.length} total={data?.pages[0]?.total ?? 0} /> : null}
      {error && !data ? null : view === "tree" && rows.length > 0 ? (
        <RepositoryTree registry={registry} repositories={rows} searching={Boolean(search.query)} />
      ) : (
        <RepositoryTable
          registry={registry}
          rows={rows}
          search={search}
          loading={list.isPending}
          loadingMore={list.isFetchingNextPage}
          onSort={({ key, order }) => changeAddress({ sort: key, order })}
          onEndReached={readMore}
          empty={empty}
        />
      )}
      <FreshnessMark
        freshness={freshness && error ? { ...freshness, state: "indexed" } : freshness}
        refreshing={isFetching}
        onRefresh={() => void refetch()}
      />
      <HiddenNote count={data?.pages[0]?.hiddenCount ?? 0} shown={search.hidden === true} onChange={changeAddress} />
    </>
  );
}

type HiddenNoteProps = { count: number; shown: boolean; onChange: (change: Record<string, string | null>) => void };

/** Says how many repositories are hidden by choice, and lets the reader see them. */
function HiddenNote({ count, shown, onChange }: HiddenNoteProps) {
  const t = useTranslations("repositories");
  if (count === 0 && !shown) return null;
  return (
    <p className="mt-3 flex items-center gap-3 text-muted">
      {shown ? null : t("hidden", { count })}
      <Button size="sm" onClick={() => onChange({ hidden: shown ? null : "true" })}>
        {t(shown ? "hideAgain" : "showHidden")}
      </Button>
    </p>
  );
}

function Reading({ read, total }: { read: number; total: number }) {
  const t = useTranslations("repositories");
  return (
    <Notice role="status" className="mb-2.5">
      {t("reading", { read: formatCount(read), total: formatCount(total) })}
    </Notice>
  );
}

function Facts({ total, searching }: { total: number | undefined; searching: boolean }) {
  const t = useTranslations("repositories");
  if (total === undefined) return <Skeleton className="my-0.5 h-4 w-28" />;
  const number = () => <b className="font-[550] text-text tabular-nums">{formatCount(total)}</b>;
  return <span>{t.rich(searching ? "found" : "total", { count: total, number })}</span>;
}
