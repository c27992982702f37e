"use client";

import { useInfiniteQuery, useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { isReading } from "./tag-details-progress";
import { tagRows } from "./tag-pages";
import { readDetailsAgain, tagDetailsQuery, tagsPageSize, tagsQuery } from "./tags-queries";
import type { TagsView } from "./tags-view";

/** The tags of a repository in one list, with the details of those in sight coming in. */
export function useTagList(registry: string, repository: string, view: TagsView) {
  const client = useQueryClient();
  const list = useInfiniteQuery(tagsQuery(registry, repository, view));
  const { data, isFetching, isPlaceholderData, hasNextPage, fetchNextPage, isFetchNextPageError, refetch } = list;
  const [seen, setSeen] = useState({ first: 0, last: 0 });

  const pages = data?.pages ?? [];
  const inSight = pages
    .map((_, index) => index)
    .filter((index) => index >= seen.first && index <= seen.last && !isPlaceholderData);
  const details = useQueries({
    queries: inSight.map((index) => ({
      ...tagDetailsQuery(client, registry, repository, view, index),
      enabled: pages[index]?.freshness.state === "partial",
    })),
  });

  const onVisible = useCallback((first: number, last: number) => {
    const pageOf = (row: number) => Math.max(0, Math.floor(row / tagsPageSize));
    const next = { first: pageOf(first), last: pageOf(last) };
    setSeen((old) => (old.first === next.first && old.last === next.last ? old : next));
  }, []);
  const readMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);

  const rows = useMemo(() => tagRows(data?.pages ?? []), [data]);
  // The end of the table can come into sight while something else is read, and then nobody tells of it again.
  const endInSight = seen.last >= pages.length - 1;
  useEffect(() => {
    if (endInSight && !isFetchNextPageError) readMore();
  }, [endInSight, isFetchNextPageError, readMore]);
  const freshness = (pages[inSight[0] ?? 0] ?? pages[0])?.freshness;
  const reading = details.some(
    ({ data: progress, dataUpdatedAt, isError }) => !isError && (!progress || isReading(progress, dataUpdatedAt)),
  );
  const partial = freshness?.state === "partial";
  return {
    list,
    rows,
    freshness,
    total: pages[0]?.total,
    /** Details are on their way. */
    reading: partial && reading,
    /** Nothing more comes, and some tags have no details. */
    unreadable: freshness && partial && !reading ? freshness.expected - freshness.read : 0,
    onVisible,
    readMore,
    readAgain: () => {
      void refetch();
      void readDetailsAgain(client, registry, repository);
    },
  };
}
