import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { apiGetList } from "@/components/api/api-client";
import { queryKeyFor } from "@/components/api/query-keys";
import type { Reader } from "@/components/api/reader";
import { apiPaths } from "@/lib/contract/paths";
import type { RepositoryList, RepositoryQuery } from "@/lib/contract/repositories";

export type RepositorySearch = Pick<RepositoryQuery, "query" | "sort" | "order" | "limit" | "hidden">;

/** The repositories of a registry from the index, page by page; read again when the index changes. */
export const repositoriesQuery = (
  registry: string,
  search: RepositorySearch,
  read: Reader<RepositoryQuery, RepositoryList> = (query, signal) =>
    apiGetList(apiPaths.repositories(registry, query), { signal }),
) =>
  infiniteQueryOptions({
    queryKey: queryKeyFor("repositories", registry, search),
    queryFn: ({ pageParam, signal }) => read({ ...search, cursor: pageParam, waitMs: 0 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    meta: { live: true },
  });
