import { keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import { apiGetList } from "@/components/api/api-client";
import { queryKeyFor } from "@/components/api/query-keys";
import type { Reader } from "@/components/api/reader";
import { apiPaths } from "@/lib/contract/paths";
import type { TagList, TagQuery } from "@/lib/contract/tags";
import { type TagsView, toTagQuery } from "./tags-view";

// As many as the largest windows show at once, and no more: the HTML contains the first page twice.
export const tagsPageSize = 50;

// How long the registry may take when a user asks for its present tags.
const anewMs = 5_000;

export type WholePage = { registry: string; repository: string; view: TagsView; page: number };

const pageOf = (view: TagsView, page: number) => ({
  ...toTagQuery(view),
  limit: tagsPageSize,
  offset: page * tagsPageSize,
});

/** One page of the whole tag list, from the index: available at once, and read again when the index changes. */
export const tagPageQuery = (
  { registry, repository, view, page }: WholePage,
  read: Reader<TagQuery, TagList> = (query, signal) =>
    apiGetList(apiPaths.tags(registry, repository, query), { signal }),
) =>
  queryOptions({
    queryKey: queryKeyFor("tags", registry, repository, view, page),
    queryFn: ({ signal }) => read({ ...pageOf(view, page), waitMs: 0 }, signal),
    // The previous list stays until the new order or filter is there.
    ...(page === 0 && { placeholderData: keepPreviousData }),
    meta: { live: true },
  });

/** Has the registry asked for its tags now, and has its unreadable tags read again. */
export async function readTagsAnew(client: QueryClient, whole: WholePage): Promise<void> {
  const { registry, repository, view, page } = whole;
  const path = apiPaths.tags(registry, repository, { ...pageOf(view, page), waitMs: anewMs });
  client.setQueryData(tagPageQuery(whole).queryKey, await apiGetList<TagList>(path));
  await client.invalidateQueries({ queryKey: queryKeyFor("tags", registry, repository) });
}

/** Removes a deleted tag from the data that was read, so that the page is right before it is read again. */
export function dropTag(client: QueryClient, registry: string, repository: string, tag: string): void {
  const queryKey = queryKeyFor("tags", registry, repository);
  client.setQueriesData<TagList>({ queryKey }, (list) => list && withoutTag(list, tag));
  void client.invalidateQueries({ queryKey });
}

function withoutTag(list: TagList, deleted: string): TagList {
  return {
    ...list,
    items: list.items
      .filter((tag) => tag.tag !== deleted)
      .map((tag) => ({ ...tag, sameDigest: tag.sameDigest.filter((other) => other !== deleted) })),
    total: Math.max(0, list.total - 1),
  };
}
