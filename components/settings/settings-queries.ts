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

/** The description of the API with the viewer that shows it, which is larger than all other pages together. */
export const apiReferenceQuery = () =>
  queryOptions({
    queryKey: queryKeyFor("apiReference"),
    queryFn: async ({ signal }) => {
      const [{ swaggerUi }, description] = await Promise.all([
        import("./swagger-ui"),
        apiGet<ApiDescription>(apiPaths.document(), ["openapi"], { signal }),
      ]);
      return { swaggerUi, description };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

type ApiDescription = { openapi: string };
