import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { apiGet } from "@/components/api/api-client";
import type { List } from "@/lib/contract/list";
import { apiPaths } from "@/lib/contract/paths";
import { type Repository, type RepositoryQuery, repositoryListSchema } from "@/lib/contract/repositories";

export type RepositorySearch = Pick<RepositoryQuery, "query" | "sort" | "order" | "limit">;

const countingMs = 2_000;

function isCounting({ items, freshness }: List<Repository>): boolean {
  return freshness.state === "partial" && items.some((item) => item.tagCount === null && item.problem === null);
}

/** The repositories of a registry, page by page; read again while tag counts are still coming. */
export const repositoriesQuery = (registry: string, search: RepositorySearch) =>
  infiniteQueryOptions({
    queryKey: ["repositories", registry, search],
    queryFn: ({ pageParam, signal }) =>
      apiGet(apiPaths.repositories(registry, { ...search, cursor: pageParam }), repositoryListSchema, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages.some(isCounting) ? countingMs : false),
  });
