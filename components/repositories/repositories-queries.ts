import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { apiGetList } from "@/components/api/api-client";
import { apiPaths } from "@/lib/contract/paths";
import type { RepositoryList, RepositoryQuery } from "@/lib/contract/repositories";

export type RepositorySearch = Pick<RepositoryQuery, "query" | "sort" | "order" | "limit" | "hidden">;

/** The repositories of a registry from the index, page by page; read again when the index changes. */
export const repositoriesQuery = (registry: string, search: RepositorySearch) =>
  infiniteQueryOptions({
    queryKey: ["repositories", registry, search],
    queryFn: ({ pageParam, signal }) =>
      apiGetList<RepositoryList>(apiPaths.repositories(registry, { ...search, cursor: pageParam, waitMs: 0 }), {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    meta: { live: true },
  });
