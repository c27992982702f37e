import { queryOptions } from "@tanstack/react-query";
import { apiGet } from "@/components/api/api-client";
import { queryKeyFor } from "@/components/api/query-keys";
import { apiPaths } from "@/lib/contract/paths";
import type { RegistrySettings } from "@/lib/contract/registry-settings";

const waitingMs = 3_000;
const arrivingMs = 5_000;

const isWaiting = ({ notifications }: RegistrySettings) => notifications.heardAt === null;

/** The set-up of each registry; read often while the first event of one is awaited. */
export const registrySettingsQuery = () =>
  queryOptions({
    queryKey: queryKeyFor("registrySettings"),
    queryFn: async ({ signal }) =>
      (await apiGet<{ items: RegistrySettings[] }>(apiPaths.registrySettings(), ["items"], { signal })).items,
    refetchInterval: ({ state }) => (state.data?.some(isWaiting) ? waitingMs : arrivingMs),
  });
