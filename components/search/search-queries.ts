import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiGet } from "@/components/api/api-client";
import { queryKeyFor } from "@/components/api/query-keys";
import { apiPaths } from "@/lib/contract/paths";
import type { SearchAnswer } from "@/lib/contract/search";

/** A tag name or label that the person chose: the tags that have it replace the hits. */
export type Narrowing = { by: "tag" | "label"; value: string };

const freshMs = 10_000;
const mostNarrowed = 50;

/** The possible meanings of the words; the previous hits stay until the new ones arrive. */
export const searchQuery = (query: string, narrowing: Narrowing | null) =>
  queryOptions({
    queryKey: queryKeyFor("search", query, narrowing),
    queryFn: ({ signal }) => {
      const narrowed = narrowing && { [narrowing.by]: narrowing.value, limit: mostNarrowed };
      return apiGet<SearchAnswer>(apiPaths.search({ query, ...narrowed }), ["items", "incomplete"], { signal });
    },
    enabled: query !== "" || narrowing !== null,
    staleTime: freshMs,
    placeholderData: keepPreviousData,
  });
