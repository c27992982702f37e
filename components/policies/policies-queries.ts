import { queryOptions } from "@tanstack/react-query";
import { apiGet, apiGetList, apiSend, apiSendFor } from "@/components/api/api-client";
import { cleanUpApiPaths } from "@/lib/contract/clean-up-paths";
import type { Policy, PolicyList, PolicyRun, PolicyRunList, Preview } from "@/lib/contract/policies";
import type { AddProtection, Protection } from "@/lib/contract/protections";

const activeMs = 2_000;
const shownRuns = 10;

export const policiesQuery = () =>
  queryOptions({
    queryKey: ["policies"],
    queryFn: ({ signal }) => apiGetList<PolicyList>(cleanUpApiPaths.policies(), { signal }),
    meta: { live: true },
  });

export const policyQuery = (id: string) =>
  queryOptions({
    queryKey: ["policy", undefined, id],
    queryFn: ({ signal }) => apiGet<Policy>(cleanUpApiPaths.policy(id), ["id", "yaml"], { signal }),
    refetchOnWindowFocus: false,
  });

const isActive = ({ state, undo }: PolicyRun) => state === "running" || undo === "goes-on";

/** The latest runs; read again while one goes on, or is being undone. */
export const policyRunsQuery = () =>
  queryOptions({
    queryKey: ["policy-runs"],
    queryFn: ({ signal }) => apiGetList<PolicyRunList>(cleanUpApiPaths.policyRuns({ limit: shownRuns }), { signal }),
    meta: { live: true },
    refetchInterval: ({ state }) => (state.data?.items.some(isActive) ? activeMs : false),
  });

export const previewPolicy = (yaml: string, policy: string | undefined): Promise<Preview> =>
  apiSendFor("POST", cleanUpApiPaths.policyPreviews(), ["id", "verdicts"], {
    body: policy === undefined ? { yaml } : { yaml, policy },
  });

export const savePolicy = (yaml: string, id: string | undefined): Promise<Policy> =>
  id === undefined
    ? apiSendFor("POST", cleanUpApiPaths.policies(), ["id", "yaml"], { body: { yaml } })
    : apiSendFor("PUT", cleanUpApiPaths.policy(id), ["id", "yaml"], { body: { yaml } });

export const deletePolicy = (id: string) => apiSend("DELETE", cleanUpApiPaths.policy(id));

export const runPolicy = (id: string, preview: string): Promise<PolicyRun> =>
  apiSendFor("POST", cleanUpApiPaths.runPolicy(id), ["id", "state"], { body: { preview } });

export const restorePolicyRun = (id: string): Promise<PolicyRun> =>
  apiSendFor("POST", cleanUpApiPaths.restorePolicyRun(id), ["id", "state"], { body: {} });

export const protectionsQuery = (registry: string) =>
  queryOptions({
    queryKey: ["protections", registry],
    queryFn: ({ signal }) => apiGet<Protection[]>(cleanUpApiPaths.protections({ registry }), ["length"], { signal }),
  });

export const addProtection = (body: AddProtection): Promise<Protection> =>
  apiSendFor("POST", cleanUpApiPaths.protections(), ["id"], { body });

export const liftProtection = (id: string) => apiSend("DELETE", cleanUpApiPaths.protection(id));
