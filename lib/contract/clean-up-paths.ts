import { apiAt, pageAt, type QueryValue } from "./paths";

// Separate from the other paths, because few pages need them.

const deletions = "/clean-up/deletions";

export const cleanUpApiPaths = {
  deletions: (query?: Record<string, QueryValue>) => apiAt(deletions, query),
  deletion: (id: string) => apiAt(`${deletions}/${id}`),
  deletionItems: (id: string, query?: Record<string, QueryValue>) => apiAt(`${deletions}/${id}/items`, query),
  steerDeletion: (id: string, how: "start" | "pause" | "resume" | "cancel" | "retry" | "restore") =>
    apiAt(`${deletions}/${id}/${how}`),
  hidden: (registry: string, repository: string) => apiAt(`/r/${registry}/${repository}/-/hidden`),
  stale: (query: Record<string, QueryValue>) => apiAt("/clean-up/stale", query),
  staleNames: (query: Record<string, QueryValue>) => apiAt("/clean-up/stale/names", query),
  policies: () => apiAt("/clean-up/policies"),
  policy: (id: string) => apiAt(`/clean-up/policies/${id}`),
  runPolicy: (id: string) => apiAt(`/clean-up/policies/${id}/run`),
  policyTexts: () => apiAt("/clean-up/policy-texts"),
  policyPreviews: () => apiAt("/clean-up/policy-previews"),
  policyRuns: (query?: Record<string, QueryValue>) => apiAt("/clean-up/policy-runs", query),
  policyRun: (id: string) => apiAt(`/clean-up/policy-runs/${id}`),
  runDeletions: (id: string, query?: Record<string, QueryValue>) =>
    apiAt(`/clean-up/policy-runs/${id}/deletions`, query),
  restorePolicyRun: (id: string) => apiAt(`/clean-up/policy-runs/${id}/restore`),
  protections: (query?: Record<string, QueryValue>) => apiAt("/clean-up/protections", query),
  protection: (id: string) => apiAt(`/clean-up/protections/${id}`),
  trash: (query?: Record<string, QueryValue>) => apiAt("/clean-up/trash", query),
};

export const cleanUpPagePaths = {
  policy: (id: string) => pageAt(`/clean-up/policies/${id}`),
  policyRun: (id: string) => pageAt(`/clean-up/policies/runs/${id}`),
  newPolicy: (query?: Record<string, QueryValue>) => pageAt("/clean-up/policies/new", query),
};
