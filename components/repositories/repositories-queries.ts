import { type InfiniteData, infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { apiGet } from "@/components/api/api-client";
import type { List } from "@/lib/contract/list";
import { apiPaths } from "@/lib/contract/paths";
import { type Repository, type RepositoryQuery, repositoryListSchema } from "@/lib/contract/repositories";

export type RepositorySearch = Pick<RepositoryQuery, "query" | "sort" | "order" | "limit">;

const waitMs = 2_000;
const againMs = 100;

function isCounting({ items }: List<Repository>): boolean {
  return items.some((item) => item.tagCount === null && item.problem === null);
}

/**
 * The repositories of a registry, page by page. Names come at once; with `counting`, the pages are then read again until
 * every tag count is there.
 */
export const repositoriesQuery = (registry: string, search: RepositorySearch, { counting = true } = {}) =>
  infiniteQueryOptions({
    queryKey: ["repositories", registry, search],
    queryFn: ({ pageParam, signal, client, queryKey }) => {
      const known = client.getQueryData<InfiniteData<unknown>>(queryKey)?.pageParams.includes(pageParam);
      const query = { ...search, cursor: pageParam, waitMs: known && counting ? waitMs : 0 };
      return apiGet(apiPaths.repositories(registry, query), repositoryListSchema, { signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (counting && state.data?.pages.some(isCounting) ? againMs : false),
  });
