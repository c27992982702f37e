import { type QueryValue, withQuery } from "./paths";

// Separate from the other paths, because few pages need them.

const deletions = "/api/clean-up/deletions";

export const cleanUpApiPaths = {
  deletions: (query?: Record<string, QueryValue>) => withQuery(deletions, query),
  deletion: (id: string) => `${deletions}/${id}`,
  deletionItems: (id: string, query?: Record<string, QueryValue>) => withQuery(`${deletions}/${id}/items`, query),
  steerDeletion: (id: string, how: "start" | "pause" | "resume" | "cancel" | "retry" | "restore") =>
    `${deletions}/${id}/${how}`,
  hidden: (registry: string, repository: string) => `/api/r/${registry}/${repository}/-/hidden`,
  stale: (query: Record<string, QueryValue>) => withQuery("/api/clean-up/stale", query),
  staleNames: (query: Record<string, QueryValue>) => withQuery("/api/clean-up/stale/names", query),
  policies: () => "/api/clean-up/policies",
  policy: (id: string) => `/api/clean-up/policies/${id}`,
  runPolicy: (id: string) => `/api/clean-up/policies/${id}/run`,
  policyTexts: () => "/api/clean-up/policy-texts",
  policyPreviews: () => "/api/clean-up/policy-previews",
  policyRuns: (query?: Record<string, QueryValue>) => withQuery("/api/clean-up/policy-runs", query),
  policyRun: (id: string) => `/api/clean-up/policy-runs/${id}`,
  runDeletions: (id: string, query?: Record<string, QueryValue>) =>
    withQuery(`/api/clean-up/policy-runs/${id}/deletions`, query),
  restorePolicyRun: (id: string) => `/api/clean-up/policy-runs/${id}/restore`,
  protections: (query?: Record<string, QueryValue>) => withQuery("/api/clean-up/protections", query),
  protection: (id: string) => `/api/clean-up/protections/${id}`,
  trash: (query?: Record<string, QueryValue>) => withQuery("/api/clean-up/trash", query),
};

export const cleanUpPagePaths = {
  policy: (id: string) => `/clean-up/policies/${id}`,
  policyRun: (id: string) => `/clean-up/policies/runs/${id}`,
  newPolicy: (query?: Record<string, QueryValue>) => withQuery("/clean-up/policies/new", query),
};
