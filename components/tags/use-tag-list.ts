"use client";

import { type UseQueryResult, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState, useTransition } from "react";
import type { Tag, TagList } from "@/lib/contract/tags";
import { readTagsAnew, tagPageQuery, tagsPageSize } from "./tags-queries";
import type { TagsView } from "./tags-view";

/** The tags of a repository as one long list, of which the parts in sight are read. */
export function useTagList(registry: string, repository: string, view: TagsView) {
  const client = useQueryClient();
  const first = useQuery(tagPageQuery({ registry, repository, view, page: 0 }));
  const { data, isPlaceholderData: isPrevious } = first;
  const total = data?.total ?? 0;
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const lastPage = Math.max(0, Math.ceil(total / tagsPageSize) - 1);
  const pages = useMemo(() => (isPrevious ? [] : pagesIn(seen, lastPage)), [isPrevious, seen, lastPage]);
  const others = useQueries({
    queries: pages.map((page) => tagPageQuery({ registry, repository, view, page })),
    combine: together,
  });
  const rows = useMemo(() => toRows(total, data, pages, others.lists), [total, data, pages, others.lists]);
  const onVisible = useCallback((firstRow: number, lastRow: number) => {
    const next = { first: pageOf(firstRow), last: pageOf(lastRow) };
    setSeen((old) => (old.first === next.first && old.last === next.last ? old : next));
  }, []);
  const [failure, setFailure] = useState<Error | null>(null);
  const [isReadingAnew, startReading] = useTransition();
  const readAnew = () =>
    startReading(async () => {
      const page = Math.min(seen.first, lastPage);
      const read = readTagsAnew(client, { registry, repository, view, page });
      setFailure(await read.then(() => null).catch((error: Error) => error));
    });

  return {
    /** Every row of the list by its place; undefined where it was not in sight yet. */
    rows,
    total: data?.total,
    freshness: data?.freshness,
    facets: data?.facets,
    attached: data?.attached,
    loading: first.isPending,
    /** The rows are still those of the order or filter of before. */
    isPrevious,
    error: first.error ?? others.error ?? failure,
    /** What was read before is shown although reading failed. */
    hasData: data !== undefined,
    isFetching: first.isFetching || others.isFetching || isReadingAnew,
    onVisible,
    readAnew,
  };
}

const pageOf = (row: number) => Math.max(0, Math.floor(row / tagsPageSize));

/** The pages in sight but for the first one, which is always read. */
function pagesIn(seen: { first: number; last: number }, lastPage: number): number[] {
  const from = Math.max(1, Math.min(seen.first, lastPage));
  const to = Math.min(seen.last, lastPage);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}

const together = (results: UseQueryResult<TagList>[]) => ({
  lists: results.map(({ data }) => data),
  error: results.find(({ error }) => error)?.error ?? null,
  isFetching: results.some(({ isFetching }) => isFetching),
});

function toRows(
  total: number,
  first: TagList | undefined,
  pages: readonly number[],
  lists: readonly (TagList | undefined)[],
): (Tag | undefined)[] {
  const rows = new Array<Tag | undefined>(total).fill(undefined);
  for (const [page, list] of [[0, first] as const, ...pages.map((page, at) => [page, lists[at]] as const)])
    for (const [at, tag] of (list?.items ?? []).entries()) {
      const row = page * tagsPageSize + at;
      if (row < total) rows[row] = tag;
    }
  return rows;
}
