import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { apiGet } from "@/components/api/api-client";
import { queryKeyFor } from "@/components/api/query-keys";
import { cleanUpApiPaths } from "@/lib/contract/clean-up-paths";
import type { StaleItem, StaleList, StaleNames } from "@/lib/contract/stale";
import type { StaleView } from "./stale-view";

const pageSize = 100;

/** The stale items, with reasons. */
export const staleQuery = ({ registry, days, keep, kind }: StaleView) =>
  infiniteQueryOptions({
    queryKey: queryKeyFor("stale", registry, { days, keep, kind }),
    queryFn: ({ pageParam, signal }) => {
      const query = { registry, days, keep, kind: kind || undefined, limit: pageSize, cursor: pageParam };
      return apiGet<StaleList>(cleanUpApiPaths.stale(query), ["groups", "items"], { signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** Returns all tags and manifests that a row stands for. */
export function readStaleNames({ registry, days, keep }: StaleView, item: StaleItem): Promise<StaleNames> {
  const { repository, kind } = item;
  return apiGet(cleanUpApiPaths.staleNames({ registry, days, keep, repository, kind }), ["tags", "manifests"]);
}
