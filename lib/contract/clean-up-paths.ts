import { type QueryValue, withQuery } from "./paths";

// Apart from the others, as few pages need them.

const deletions = "/api/clean-up/deletions";

export const cleanUpApiPaths = {
  deletions: (query?: Record<string, QueryValue>) => withQuery(deletions, query),
  deletion: (id: string) => `${deletions}/${id}`,
  deletionItems: (id: string, query?: Record<string, QueryValue>) => withQuery(`${deletions}/${id}/items`, query),
  steerDeletion: (id: string, how: "start" | "pause" | "resume" | "cancel" | "retry" | "restore") =>
    `${deletions}/${id}/${how}`,
  hidden: (registry: string, repository: string) => `/api/r/${registry}/${repository}/-/hidden`,
  trash: (query?: Record<string, QueryValue>) => withQuery("/api/clean-up/trash", query),
};
