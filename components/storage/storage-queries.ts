import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiGet, apiGetList } from "@/components/api/api-client";
import { allTogether, queryKeyFor } from "@/components/api/query-keys";
import type { Reader } from "@/components/api/reader";
import type { List } from "@/lib/contract/list";
import { apiPaths } from "@/lib/contract/paths";
import type { RecentPush } from "@/lib/contract/recent-pushes";
import type { Repository, RepositoryQuery } from "@/lib/contract/repositories";
import type { Storage, StorageQuery } from "@/lib/contract/storage";
import type { StorageSort } from "./storage-view";

/** The storage of a registry, with its largest repositories by one size. */
export const storageQuery = (
  registry: string,
  query: StorageQuery,
  read: Reader<StorageQuery, Storage> = (asked, signal) =>
    apiGet(apiPaths.storage(registry, asked), ["totals", "largest", "samples"], { signal }),
) =>
  queryOptions({
    queryKey: queryKeyFor("storage", registry, allTogether, query),
    queryFn: ({ signal }) => read(query, signal),
    placeholderData: keepPreviousData,
    meta: { live: true },
  });

/** The overview's query for each registry. */
export const overviewStorage = { by: "size", limit: 8 } as const;

const mostRows = 20;

/** The first repositories of a registry, sorted over all of them. */
export const largestQuery = (
  registry: string,
  sort: StorageSort,
  read: Reader<RepositoryQuery, List<Repository>> = (query, signal) =>
    apiGetList(apiPaths.repositories(registry, query), { signal }),
) =>
  queryOptions({
    queryKey: queryKeyFor("largestRepositories", registry, allTogether, sort),
    queryFn: ({ signal }) => read({ sort: sort.key, order: sort.order, limit: mostRows, waitMs: 0 }, signal),
    placeholderData: keepPreviousData,
    meta: { live: true },
  });

/** The latest pushes to any registry. */
export const recentPushesQuery = () =>
  queryOptions({
    queryKey: queryKeyFor("recentPushes"),
    queryFn: ({ signal }) => apiGet<RecentPush[]>(apiPaths.recentPushes(), ["length"], { signal }),
    meta: { live: true },
  });
