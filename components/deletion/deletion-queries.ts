import { infiniteQueryOptions, keepPreviousData, mutationOptions, queryOptions } from "@tanstack/react-query";
import { apiGet, apiGetList, apiSend, apiSendFor } from "@/components/api/api-client";
import { queryKeyFor } from "@/components/api/query-keys";
import type { Reader } from "@/components/api/reader";
import { cleanUpApiPaths } from "@/lib/contract/clean-up-paths";
import type {
  DeletionItemList,
  DeletionItemQuery,
  DeletionList,
  DeletionQuery,
  PlanDeletion,
  PlannedDeletion,
  Restore,
  TrashItem,
  TrashList,
  TrashQuery,
} from "@/lib/contract/deletions";
import { apiPaths } from "@/lib/contract/paths";
import type { ItemProblem } from "@/lib/contract/problem";
import type { TagDeletionPreview } from "@/lib/contract/tag-deletion-preview";

export type TagToDelete = { registry: string; repository: string; tag: string };

const marks = ["id", "hash", "counts"] as const;
const pageSize = 100;
const activeMs = 2_000;

/** The effects of deleting the tag. Never from a cache: the user decides on exactly what is shown. */
export const deletionQuery = ({ registry, repository, tag }: TagToDelete) =>
  queryOptions({
    queryKey: queryKeyFor("deletion", registry, repository, tag),
    queryFn: ({ signal }) =>
      apiGet<TagDeletionPreview>(apiPaths.deletion(registry, repository, tag), ["digest", "method"], { signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** Deletes the tag if it still names the digest that the plan showed; returns the deletion's id, to undo it by. */
export const deleteTagMutation = ({ registry, repository, tag }: TagToDelete) =>
  mutationOptions({
    mutationFn: async (plan: TagDeletionPreview) => {
      const path = apiPaths.tag(registry, repository, tag);
      const location = await apiSend("DELETE", path, { ifMatch: plan.digest });
      return location?.split("/").at(-1) ?? null;
    },
  });

export type DeletionChoice = Omit<PlanDeletion, "wholeRepository" | "withReferrers" | "hideName"> &
  Partial<Pick<PlanDeletion, "wholeRepository" | "withReferrers" | "hideName">>;

/** A plan of a deletion, made anew each time: exactly what is shown is done. */
export const planQuery = (choice: DeletionChoice) =>
  queryOptions({
    queryKey: queryKeyFor("deletionPlan", choice),
    queryFn: () => apiSendFor<PlannedDeletion>("POST", cleanUpApiPaths.deletions(), marks, { body: choice }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  });

/** Starts exactly this plan. */
export function startPlan({ id, hash, tags, attachedTags }: PlannedDeletion): Promise<PlannedDeletion> {
  const body = { hash, tags: tags + attachedTags };
  return apiSendFor("POST", cleanUpApiPaths.steerDeletion(id, "start"), marks, { body });
}

export type Steering = "pause" | "resume" | "cancel" | "retry";

export function steerDeletion(id: string, how: Steering): Promise<PlannedDeletion> {
  return apiSendFor("POST", cleanUpApiPaths.steerDeletion(id, how), marks, { body: {} });
}

/** Restores what was deleted: everything, or these items with what belongs to them. */
export function restoreDeletion(id: string, body: Restore = {}): Promise<PlannedDeletion> {
  return apiSendFor("POST", cleanUpApiPaths.steerDeletion(id, "restore"), marks, { body });
}

export const isActive = ({ state, counts }: PlannedDeletion) =>
  state === "queued" || state === "running" || counts.restoring > 0;

/** The progress of a deletion; read again while the deletion is active, and when a change is reported. */
export const plannedDeletionQuery = (registry: string, id: string) =>
  queryOptions({
    queryKey: queryKeyFor("plannedDeletion", registry, id),
    queryFn: ({ signal }) => apiGet<PlannedDeletion>(cleanUpApiPaths.deletion(id), marks, { signal }),
    meta: { live: true },
    refetchInterval: ({ state }) => (state.data && isActive(state.data) ? activeMs : false),
  });

export type ItemFilter = Pick<DeletionItemQuery, "state" | "kind" | "query">;

/** The items of a deletion, in the order of its plan. */
export const deletionItemsQuery = (registry: string, id: string, filter: ItemFilter) =>
  infiniteQueryOptions({
    queryKey: queryKeyFor("deletionItems", registry, id, filter),
    queryFn: ({ pageParam, signal }) => {
      const path = cleanUpApiPaths.deletionItems(id, { ...filter, limit: pageSize, cursor: pageParam });
      return apiGetList<DeletionItemList>(path, { signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    meta: { live: true },
  });

/** The first items of a plan, which never change. */
export const firstItemsQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeyFor("planItems", id),
    queryFn: ({ signal }) =>
      apiGetList<DeletionItemList>(cleanUpApiPaths.deletionItems(id, { kind: "tag", limit: 12 }), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });

/** The started deletions, latest first. */
export const deletionsQuery = (
  registry?: string,
  read: Reader<DeletionQuery, DeletionList> = (query, signal) =>
    apiGetList(cleanUpApiPaths.deletions(query), { signal }),
) =>
  queryOptions({
    queryKey: queryKeyFor("plannedDeletions", registry),
    queryFn: ({ signal }) => read({ registry, limit: 20 }, signal),
    meta: { live: true },
  });

export type TrashFilter = Pick<TrashQuery, "registry" | "query" | "all">;

/** The deleted items that can be restored. */
export const trashQuery = (
  filter: TrashFilter,
  read: Reader<TrashQuery, TrashList> = (query, signal) => apiGetList(cleanUpApiPaths.trash(query), { signal }),
) =>
  infiniteQueryOptions({
    queryKey: queryKeyFor("trash", filter.registry, filter),
    queryFn: ({ pageParam, signal }) => read({ ...filter, limit: pageSize, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    meta: { live: true },
  });

/**
 * Returns whether an item is restored, and why the last attempt failed, if it did: the restore may still be under way.
 */
export async function findRestored({
  deletion,
  tag,
  digest,
  at,
}: TrashItem): Promise<{ isBack: boolean; problem: ItemProblem | null }> {
  const path = cleanUpApiPaths.deletionItems(deletion, { query: tag ?? digest ?? undefined, limit: 500 });
  const { items } = await apiGetList<DeletionItemList>(path);
  const item = items.find((one) => one.at === at);
  return { isBack: typeof item?.restoredAt === "string", problem: item?.restoreProblem ?? null };
}
