"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState, useTransition } from "react";
import type { Tag, TagList } from "@/lib/contract/tags";
import { readTagsAnew, tagPageQuery, tagsPageSize } from "./tags-queries";
import type { TagsView } from "./tags-view";

/** Returns the tags of a repository as one long list; only the parts in view are read. */
export function useTagList(registry: string, repository: string, view: TagsView) {
  const client = useQueryClient();
  const first = useQuery(tagPageQuery({ registry, repository, view, page: 0 }));
  const total = first.data?.total ?? 0;
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const lastPage = Math.max(0, Math.ceil(total / tagsPageSize) - 1);

  // Not useQueries: its observer is 1.2 kB of script, on the page that has the most.
  const others = [
    usePage(registry, repository, view, pageIn(seen, 0, lastPage, first.isPlaceholderData)),
    usePage(registry, repository, view, pageIn(seen, 1, lastPage, first.isPlaceholderData)),
    usePage(registry, repository, view, pageIn(seen, 2, lastPage, first.isPlaceholderData)),
    usePage(registry, repository, view, pageIn(seen, 3, lastPage, first.isPlaceholderData)),
  ];
  const { data } = first;
  const [a, b, c, d] = others.map((page) => page.list);
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the others only what they hold
  const rows = useMemo(() => toRows(total, data, others), [total, data, a, b, c, d]);
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
    /** Every row of the list by its position; undefined if it has not been in view yet. */
    rows,
    total: data?.total,
    freshness: data?.freshness,
    facets: data?.facets,
    attached: data?.attached,
    loading: first.isPending,
    /** Whether the rows are still those of the previous order or filter. */
    isPrevious: first.isPlaceholderData,
    error: first.error ?? others.find((page) => page.error)?.error ?? failure,
    /** Data read before is still shown after a failed read. */
    hasData: data !== undefined,
    isFetching: first.isFetching || others.some((page) => page.isFetching) || isReadingAnew,
    onVisible,
    readAnew,
  };
}

const pageOf = (row: number) => Math.max(0, Math.floor(row / tagsPageSize));

/**
 * Returns the page in view that is read in one of the four places, null if there is none; the largest window needs all
 * four.
 */
function pageIn(seen: { first: number; last: number }, place: number, lastPage: number, isPrevious: boolean) {
  if (isPrevious) return null;
  const from = Math.max(1, Math.min(seen.first, lastPage));
  const page = from + ((((place - from) % 4) + 4) % 4);
  return page <= Math.min(seen.last, lastPage) ? page : null;
}

function usePage(registry: string, repository: string, view: TagsView, page: number | null) {
  const { data, error, isFetching } = useQuery({
    ...tagPageQuery({ registry, repository, view, page: page ?? 1 }),
    enabled: page !== null,
  });
  return page === null ? nothing : { page, list: data, error, isFetching };
}

const nothing = { page: 0, list: undefined, error: null, isFetching: false };

function toRows(
  total: number,
  first: TagList | undefined,
  others: { page: number; list: TagList | undefined }[],
): (Tag | undefined)[] {
  const rows = new Array<Tag | undefined>(total).fill(undefined);
  for (const { page, list } of [{ page: 0, list: first }, ...others])
    for (const [at, tag] of (list?.items ?? []).entries()) {
      const row = page * tagsPageSize + at;
      if (row < total) rows[row] = tag;
    }
  return rows;
}
