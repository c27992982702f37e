import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import { apiGet } from "@/components/api/api-client";
import { apiPaths } from "@/lib/contract/paths";
import { type TagList, tagListSchema } from "@/lib/contract/tags";
import { isReading, pauseMs, type TagDetailsProgress, tagDetailsProgress } from "./tag-details-progress";
import { type TagPages, withoutTag, withPage } from "./tag-pages";
import type { TagsView } from "./tags-view";

// As many as the API gives at once: the end of a long list is then a few pages away.
export const tagsPageSize = 500;

const detailsWaitMs = 800;

const tagsKey = (registry: string, repository: string) => ["tags", registry, repository] as const;

type PageRequest = { cursor: string | null; waitMs: number; signal: AbortSignal };

function readPage(registry: string, repository: string, view: TagsView, { cursor, waitMs, signal }: PageRequest) {
  const path = apiPaths.tags(registry, repository, { ...view, limit: tagsPageSize, cursor, waitMs });
  return apiGet(path, tagListSchema, { signal });
}

/** A repository's tags, page by page: the names at once, with the details that are known already. */
export const tagsQuery = (registry: string, repository: string, view: TagsView) =>
  infiniteQueryOptions({
    queryKey: [...tagsKey(registry, repository), view] as const,
    queryFn: ({ pageParam, signal }): Promise<TagList> =>
      readPage(registry, repository, view, { cursor: pageParam, waitMs: 0, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });

// The order of such a list is right only when every detail is read.
const sortsByDetails = ({ sort }: TagsView) => sort !== "semver" && sort !== "tag";

const detailsKey = (registry: string, repository: string) => ["tag-details", registry, repository] as const;

/** Reads one loaded page again and again while its details come in, and puts each answer into the list. */
export const tagDetailsQuery = (
  client: QueryClient,
  registry: string,
  repository: string,
  view: TagsView,
  index: number,
) => {
  const list = tagsQuery(registry, repository, view).queryKey;
  const queryKey = [...detailsKey(registry, repository), view, index] as const;
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }): Promise<TagDetailsProgress> => {
      const cursor = (client.getQueryData(list)?.pageParams[index] ?? null) as string | null;
      const page = await readPage(registry, repository, view, { cursor, waitMs: detailsWaitMs, signal });
      client.setQueryData(list, (data) => data && withPage(data, index, page));
      if (page.freshness.state !== "partial" && sortsByDetails(view)) void client.invalidateQueries({ queryKey: list });
      return tagDetailsProgress(page, client.getQueryData<TagDetailsProgress>(queryKey), Date.now());
    },
    refetchInterval: ({ state: { data, dataUpdatedAt } }) =>
      data && isReading(data, dataUpdatedAt) ? pauseMs(data, dataUpdatedAt) : false,
    staleTime: 0,
    gcTime: 0,
  });
};

/** Starts the reading of details anew, for tags that could not be read. */
export function readDetailsAgain(client: QueryClient, registry: string, repository: string): Promise<void> {
  return client.resetQueries({ queryKey: detailsKey(registry, repository) });
}

/** Takes a deleted tag out of every list that was read, so that the page is right without reading it again. */
export function dropTag(client: QueryClient, registry: string, repository: string, tag: string): void {
  const queryKey = tagsKey(registry, repository);
  client.setQueriesData<TagPages>({ queryKey }, (data) => data && withoutTag(data, tag));
  void client.invalidateQueries({ queryKey, refetchType: "none" });
}
