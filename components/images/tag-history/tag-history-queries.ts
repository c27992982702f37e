import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { apiGet, apiGetList, apiSendFor } from "@/components/api/api-client";
import { queryKeyFor } from "@/components/api/query-keys";
import type { RevertedTag, RevertPlan, TagHistory } from "@/lib/contract/tag-history";
import { tagHistoryApiPaths } from "@/lib/contract/tag-history-paths";

export type TagName = { registry: string; repository: string; tag: string };

const pageSize = 50;

/** The moves of a tag, latest first. */
export const tagHistoryQuery = ({ registry, repository, tag }: TagName) =>
  infiniteQueryOptions({
    queryKey: queryKeyFor("tagHistory", registry, repository, tag),
    queryFn: ({ pageParam, signal }) =>
      apiGetList<TagHistory>(
        tagHistoryApiPaths.history(registry, repository, tag, { limit: pageSize, cursor: pageParam }),
        {
          signal,
        },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    meta: { live: true },
  });

/** The effects of reverting the tag. Never from a cache: the user decides on exactly what is shown. */
export const revertPlanQuery = ({ registry, repository, tag }: TagName, digest: string) =>
  queryOptions({
    queryKey: queryKeyFor("revert", registry, repository, tag, digest),
    queryFn: ({ signal }) =>
      apiGet<RevertPlan>(tagHistoryApiPaths.revert(registry, repository, tag, { digest }), ["from", "to", "missing"], {
        signal,
      }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** Makes the tag name `to` again, if it still names `from`; if `from` is null, if it is still gone. */
export function revertTag(
  { registry, repository, tag }: TagName,
  { from, to }: Pick<RevertPlan, "from" | "to">,
): Promise<RevertedTag> {
  const path = tagHistoryApiPaths.revert(registry, repository, tag);
  return apiSendFor<RevertedTag>("POST", path, ["tag", "to"], { body: { digest: to }, ifMatch: from });
}

/** Reads again everything that depends on what a tag of the repository names. */
export async function readMovedAnew(client: QueryClient, { registry, repository }: TagName): Promise<void> {
  const keys = (["tagHistory", "manifest", "tags"] as const).map((name) => queryKeyFor(name, registry, repository));
  await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
}
