import type { UseInfiniteQueryResult } from "@tanstack/react-query";

/** Reads the next page of a long list when its end comes into sight. Other reads of the list don't hold it up. */
export function readOn(
  list: Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "fetchNextPage">,
): void {
  if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
}
