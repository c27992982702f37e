import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { apiGet, apiGetList, apiSend, apiSendFor } from "@/components/api/api-client";
import { queryKeyFor } from "@/components/api/query-keys";
import type { Reader } from "@/components/api/reader";
import { cleanUpApiPaths } from "@/lib/contract/clean-up-paths";
import type { DeletionList } from "@/lib/contract/deletions";
import type {
  Policy,
  PolicyList,
  PolicyRun,
  PolicyRunList,
  PolicySpec,
  PolicyText,
  Preview,
} from "@/lib/contract/policies";
import type { AddProtection, Protection } from "@/lib/contract/protections";

/** A policy that is being written, as a form or as text. */
export type Draft = { spec: PolicySpec } | { yaml: string };

const activeMs = 2_000;
const shownRuns = 10;
const pageSize = 100;

/** The colours of a run's states. */
export const runTones = { running: "accent", done: "green", stopped: "amber", failed: "red" } as const;

export const policiesQuery = () =>
  queryOptions({
    queryKey: queryKeyFor("policies"),
    queryFn: ({ signal }) => apiGetList<PolicyList>(cleanUpApiPaths.policies(), { signal }),
    meta: { live: true },
  });

export const policyQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeyFor("policy", id),
    queryFn: ({ signal }) => apiGet<Policy>(cleanUpApiPaths.policy(id), ["id", "yaml"], { signal }),
    refetchOnWindowFocus: false,
  });

const isActive = ({ state, undo }: PolicyRun) => state === "running" || undo === "goes-on";

/** The latest runs; read again while one is running or being undone. */
export const policyRunsQuery = (
  read: Reader<{ limit: number }, PolicyRunList> = (query, signal) =>
    apiGetList(cleanUpApiPaths.policyRuns(query), { signal }),
) =>
  queryOptions({
    queryKey: queryKeyFor("policyRuns"),
    queryFn: ({ signal }) => read({ limit: shownRuns }, signal),
    meta: { live: true },
    refetchInterval: ({ state }) => (state.data?.items.some(isActive) ? activeMs : false),
  });

/** One run; read again while it is running or being undone. */
export const policyRunQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeyFor("policyRuns", undefined, id),
    queryFn: ({ signal }) => apiGet<PolicyRun>(cleanUpApiPaths.policyRun(id), ["id", "state"], { signal }),
    meta: { live: true },
    refetchInterval: ({ state }) => (state.data && isActive(state.data) ? activeMs : false),
  });

/** The deletions of a run, one for each repository. */
export const runDeletionsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: queryKeyFor("policyRuns", undefined, id, "deletions"),
    queryFn: ({ pageParam, signal }) =>
      apiGetList<DeletionList>(cleanUpApiPaths.runDeletions(id, { limit: pageSize, cursor: pageParam }), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    meta: { live: true },
  });

export const previewPolicy = (draft: Draft, policy: string | undefined): Promise<Preview> =>
  apiSendFor("POST", cleanUpApiPaths.policyPreviews(), ["id", "verdicts"], {
    body: policy === undefined ? draft : { ...draft, policy },
  });

export const savePolicy = (draft: Draft, id: string | undefined): Promise<Policy> =>
  id === undefined
    ? apiSendFor("POST", cleanUpApiPaths.policies(), ["id", "yaml"], { body: draft })
    : apiSendFor("PUT", cleanUpApiPaths.policy(id), ["id", "yaml"], { body: draft });

/** Translates a draft into its other form. */
export const translatePolicy = (draft: Draft): Promise<PolicyText> =>
  apiSendFor("POST", cleanUpApiPaths.policyTexts(), ["spec", "yaml"], { body: draft });

export const deletePolicy = (id: string) => apiSend("DELETE", cleanUpApiPaths.policy(id));

export const runPolicy = (id: string, preview: string): Promise<PolicyRun> =>
  apiSendFor("POST", cleanUpApiPaths.runPolicy(id), ["id", "state"], { body: { preview } });

export const restorePolicyRun = (id: string): Promise<PolicyRun> =>
  apiSendFor("POST", cleanUpApiPaths.restorePolicyRun(id), ["id", "state"], { body: {} });

export const protectionsQuery = (registry: string) =>
  queryOptions({
    queryKey: queryKeyFor("protections", registry),
    queryFn: ({ signal }) => apiGet<Protection[]>(cleanUpApiPaths.protections({ registry }), ["length"], { signal }),
  });

export const addProtection = (body: AddProtection): Promise<Protection> =>
  apiSendFor("POST", cleanUpApiPaths.protections(), ["id"], { body });

export const liftProtection = (id: string) => apiSend("DELETE", cleanUpApiPaths.protection(id));
