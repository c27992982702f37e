import { queryOptions } from "@tanstack/react-query";
import { apiGet, apiGetList } from "@/components/api/api-client";
import { queryKeyFor } from "@/components/api/query-keys";
import type { IndexProgress } from "@/lib/contract/index-progress";
import type { List } from "@/lib/contract/list";
import { apiPaths } from "@/lib/contract/paths";
import type { Registry } from "@/lib/contract/registries";
import type { Repository } from "@/lib/contract/repositories";

const healthMs = 30_000;

/** Every registry of the configuration with its health, read again every half minute. */
export const registriesQuery = () =>
  queryOptions({
    queryKey: queryKeyFor("registries"),
    queryFn: ({ signal }) => apiGet<Registry[]>(apiPaths.registries(), ["length"], { signal }),
    staleTime: healthMs,
    refetchInterval: healthMs,
  });

/** The number of repositories in a registry. */
export const repositoryCountQuery = (registry: string) =>
  queryOptions({
    queryKey: queryKeyFor("repositoryCount", registry),
    queryFn: async ({ signal }) => {
      const path = apiPaths.repositories(registry, { limit: 1, waitMs: 0 });
      return (await apiGetList<List<Repository>>(path, { signal })).total;
    },
    staleTime: 60_000,
    meta: { live: true },
  });

/** The progress of a registry's index. */
export const indexProgressQuery = (registry: string) =>
  queryOptions({
    queryKey: queryKeyFor("indexProgress", registry),
    queryFn: ({ signal }) =>
      apiGet<IndexProgress>(apiPaths.index(registry), ["state", "repositories", "tagsRead"], { signal }),
    meta: { live: true },
  });
