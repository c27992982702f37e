"use client";

import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { Tag, TagList } from "@/lib/contract/tags";
import { readTagsAnew, tagPageQuery, tagsPageSize } from "./tags-queries";
import type { TagsView } from "./tags-view";

/** The tags of a repository as one long list, of which the parts in sight are read. */
export function useTagList(registry: string, repository: string, view: TagsView) {
  const client = useQueryClient();
  const first = useQuery(tagPageQuery(registry, repository, view, 0));
  const total = first.data?.total ?? 0;
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const lastPage = Math.max(0, Math.ceil(total / tagsPageSize) - 1);

  const inSight = useMemo(() => {
    const from = Math.min(seen.first, lastPage);
    return Array.from({ length: Math.min(seen.last, lastPage) - from + 1 }, (_, at) => from + at).filter(Boolean);
  }, [seen, lastPage]);
  const others = useQueries({
    queries: first.isPlaceholderData ? [] : inSight.map((page) => tagPageQuery(registry, repository, view, page)),
    combine: (results) => ({
      pages: results.map(({ data }) => data),
      error: results.find(({ error }) => error)?.error ?? null,
      isFetching: results.some(({ isFetching }) => isFetching),
    }),
  });

  const { data } = first;
  const rows = useMemo(() => toRows(total, data, inSight, others.pages), [total, data, inSight, others.pages]);
  const onVisible = useCallback((firstRow: number, lastRow: number) => {
    const next = { first: pageOf(firstRow), last: pageOf(lastRow) };
    setSeen((old) => (old.first === next.first && old.last === next.last ? old : next));
  }, []);
  const anew = useMutation({
    mutationFn: () => readTagsAnew(client, { registry, repository, view, page: Math.min(seen.first, lastPage) }),
  });

  return {
    /** Every row of the list by its place; undefined where it was not in sight yet. */
    rows,
    total: data?.total,
    freshness: data?.freshness,
    facets: data?.facets,
    loading: first.isPending,
    /** The rows are still those of the order or filter of before. */
    isPrevious: first.isPlaceholderData,
    error: first.error ?? others.error ?? anew.error,
    /** What was read before is shown although reading failed. */
    hasData: data !== undefined,
    isFetching: first.isFetching || others.isFetching || anew.isPending,
    onVisible,
    readAnew: () => anew.mutate(),
  };
}

const pageOf = (row: number) => Math.max(0, Math.floor(row / tagsPageSize));

function toRows(
  total: number,
  first: TagList | undefined,
  inSight: number[],
  pages: (TagList | undefined)[],
): (Tag | undefined)[] {
  const rows = new Array<Tag | undefined>(total).fill(undefined);
  const place = (page: number, list: TagList | undefined) => {
    for (const [at, tag] of (list?.items ?? []).entries()) {
      const row = page * tagsPageSize + at;
      if (row < total) rows[row] = tag;
    }
  };
  place(0, first);
  for (const [at, page] of inSight.entries()) place(page, pages[at]);
  return rows;
}
