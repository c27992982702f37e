import type { UseInfiniteQueryResult } from "@tanstack/react-query";

/** Reads the next page of a long list, unless that is being read already. */
export function readOn(
  list: Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "fetchNextPage">,
): void {
  if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
}
