import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiGet } from "@/components/api/api-client";
import { apiPaths } from "@/lib/contract/paths";
import { registrySchema } from "@/lib/contract/registries";
import { repositoryListSchema } from "@/lib/contract/repositories";

const healthMs = 30_000;

/** Every registry of the configuration with its health, read again every half minute. */
export const registriesQuery = () =>
  queryOptions({
    queryKey: ["registries"],
    queryFn: ({ signal }) => apiGet(apiPaths.registries(), z.array(registrySchema), { signal }),
    staleTime: healthMs,
    refetchInterval: healthMs,
  });

/** How many repositories a registry has. */
export const repositoryCountQuery = (registry: string) =>
  queryOptions({
    queryKey: ["repository-count", registry],
    queryFn: async ({ signal }) => {
      const path = apiPaths.repositories(registry, { limit: 1, waitMs: 0 });
      return (await apiGet(path, repositoryListSchema, { signal })).total;
    },
    staleTime: 60_000,
    meta: { live: true },
  });
