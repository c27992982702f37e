import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { apiGet, apiGetList, apiGetText, apiSend, apiSendFor } from "@/components/api/api-client";
import { allTogether, queryKeyFor } from "@/components/api/query-keys";
import type { Reader } from "@/components/api/reader";
import { cleanUpApiPaths } from "@/lib/contract/clean-up-paths";
import { collectionApiPaths } from "@/lib/contract/collection-paths";
import type { TrashList } from "@/lib/contract/deletions";
import type {
  BrokenImage,
  CollectionSchedule,
  Collector,
  Run,
  RunQuery,
  ScheduledCollection,
  SetUpFinding,
  StartRun,
} from "@/lib/contract/garbage-collection";
import type { List } from "@/lib/contract/list";
import { apiPaths } from "@/lib/contract/paths";
import type { Storage } from "@/lib/contract/storage";
import { isActive } from "./runs/run-state";

const idleMs = 30_000;
const activeMs = 2_000;
const pageSize = 50;

/** What garbage collection of a registry can do here. */
export const collectorQuery = (registry: string) =>
  queryOptions({
    queryKey: queryKeyFor("collector", registry),
    queryFn: ({ signal }) => apiGet<Collector>(collectionApiPaths.collector(registry), ["runner"], { signal }),
    // The console also repairs it by itself.
    refetchInterval: ({ state }) => (state.data?.leftBehind ? idleMs : false),
  });

const readRuns: Reader<RunQuery, List<Run>> = (query, signal) => apiGetList(collectionApiPaths.runs(query), { signal });

/** The runs of a registry, newest first; read often while one is active. */
export const runsQuery = (registry: string, read = readRuns) =>
  infiniteQueryOptions({
    queryKey: queryKeyFor("runs", registry),
    queryFn: ({ pageParam, signal }) => read({ registry, limit: pageSize, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    meta: { live: true },
    refetchInterval: ({ state }) => (state.data?.pages[0]?.items.some(isActive) ? activeMs : idleMs),
  });

/** The newest runs of all registries. */
export const latestRunsQuery = (read = readRuns) =>
  queryOptions({
    queryKey: queryKeyFor("runs"),
    queryFn: ({ signal }) => read({ limit: 5 }, signal),
    meta: { live: true },
    refetchInterval: ({ state }) => (state.data?.items.some(isActive) ? activeMs : idleMs),
  });

/** The log of a run that has ended. */
export const runLogQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeyFor("runLog", id),
    queryFn: ({ signal }) => apiGetText(collectionApiPaths.runLog(id), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The deleted tags that a collection would make final, and how many there are. */
export const endangeredQuery = (registry: string, removeUntagged: boolean) => {
  const endangeredBy = removeUntagged ? "remove-untagged" : "plain";
  return queryOptions({
    queryKey: queryKeyFor("trash", registry, { endangeredBy }),
    queryFn: ({ signal }) =>
      apiGetList<TrashList>(cleanUpApiPaths.trash({ registry, endangeredBy, limit: 8 }), { signal }),
    staleTime: 0,
  });
};

/** The findings of a check of the collector's set-up. */
export const setUpQuery = (registry: string) =>
  queryOptions({
    queryKey: queryKeyFor("collectorSetUp", registry),
    queryFn: ({ signal }) => apiGetList<List<SetUpFinding>>(collectionApiPaths.collectorSetUp(registry), { signal }),
    retry: false,
  });

/** The images that a run found broken before it started. */
export const brokenQuery = (runId: string) =>
  queryOptions({
    queryKey: queryKeyFor("brokenImages", runId),
    queryFn: ({ signal }) => apiGetList<List<BrokenImage>>(collectionApiPaths.runBroken(runId), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** When a registry is collected automatically. */
export const scheduleQuery = (registry: string) =>
  queryOptions({
    queryKey: queryKeyFor("schedule", registry),
    queryFn: ({ signal }) =>
      apiGet<ScheduledCollection>(collectionApiPaths.collectionSchedule(registry), ["keptBy", "nextRuns"], { signal }),
  });

/** Has the registry collected at these times, or at none. */
export const setSchedule = (registry: string, schedule: CollectionSchedule | null): Promise<ScheduledCollection> => {
  const path = collectionApiPaths.collectionSchedule(registry);
  if (!schedule) return apiSendFor("DELETE", path, ["keptBy", "nextRuns"], {});
  return apiSendFor("PUT", path, ["keptBy", "nextRuns"], { body: schedule });
};

/** How much could be freed according to the registry's index, while no run has measured it. */
export const estimateQuery = (registry: string) =>
  queryOptions({
    queryKey: queryKeyFor("storage", registry, allTogether, { limit: 1 }),
    queryFn: ({ signal }) => apiGet<Storage>(apiPaths.storage(registry, { limit: 1 }), ["repositories"], { signal }),
    meta: { live: true },
  });

export const startRun = (body: StartRun): Promise<Run> =>
  apiSendFor("POST", collectionApiPaths.runs(), ["id", "state"], { body });

/** Has what a run left behind in the registry repaired now. */
export const repairRegistry = (registry: string): Promise<Collector> =>
  apiSendFor("POST", collectionApiPaths.repairRegistry(registry), ["runner"], {});

export const cancelRun = (id: string) => apiSend("POST", collectionApiPaths.cancelRun(id), { body: {} });

/** Puts the current state of a run into the list that is shown. */
export function putRun(client: QueryClient, run: Run): void {
  client.setQueryData(runsQuery(run.registry).queryKey, (list) => {
    if (!list) return list;
    const replace = (known: Run) => (known.id === run.id ? run : known);
    return { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(replace) })) };
  });
}

/** Reads everything about runs again, after a run was started, was cancelled or ended. */
export const forgetRuns = (client: QueryClient) =>
  Promise.all(
    [
      queryKeyFor("runs"),
      queryKeyFor("collector"),
      queryKeyFor("schedule"),
      queryKeyFor("trash"),
      queryKeyFor("storage"),
    ].map((queryKey) => client.invalidateQueries({ queryKey })),
  );
