import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiGet, apiGetList } from "@/components/api/api-client";
import type { List } from "@/lib/contract/list";
import { apiPaths } from "@/lib/contract/paths";
import type { RecentPush } from "@/lib/contract/recent-pushes";
import type { Repository } from "@/lib/contract/repositories";
import type { Storage, StorageQuery } from "@/lib/contract/storage";
import type { StorageSort } from "./storage-view";

// No repository has this name: a change that tells of one changes nothing here, as all is measured together.
const whole = "-";

/** What a registry holds, with its largest repositories by one size. */
export const storageQuery = (registry: string, query: StorageQuery) =>
  queryOptions({
    queryKey: ["storage", registry, whole, query],
    queryFn: ({ signal }) =>
      apiGet<Storage>(apiPaths.storage(registry, query), ["totals", "largest", "samples"], { signal }),
    placeholderData: keepPreviousData,
    meta: { live: true },
  });

/** What the overview asks of each registry. */
export const overviewStorage = { by: "size", limit: 8 } as const;

const mostRows = 20;

export const largestPage = (sort: StorageSort) => ({ sort: sort.key, order: sort.order, limit: mostRows });

/** The first repositories of a registry in an order over all of them. */
export const largestQuery = (registry: string, sort: StorageSort) =>
  queryOptions({
    queryKey: ["largest-repositories", registry, whole, sort],
    queryFn: ({ signal }) =>
      apiGetList<List<Repository>>(apiPaths.repositories(registry, { ...largestPage(sort), waitMs: 0 }), { signal }),
    placeholderData: keepPreviousData,
    meta: { live: true },
  });

/** The latest pushes to any registry. */
export const recentPushesQuery = () =>
  queryOptions({
    queryKey: ["recent-pushes"],
    queryFn: ({ signal }) => apiGet<RecentPush[]>(apiPaths.recentPushes(), ["length"], { signal }),
    meta: { live: true },
  });
