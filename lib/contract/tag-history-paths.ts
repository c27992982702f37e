import { apiPaths, type QueryValue, withQuery } from "./paths";

// Separate from the other paths, because few pages need them.

export const tagHistoryApiPaths = {
  history: (registry: string, repository: string, tag: string, query?: Record<string, QueryValue>) =>
    withQuery(`${apiPaths.tag(registry, repository, tag)}/history`, query),
  revert: (registry: string, repository: string, tag: string, query?: Record<string, QueryValue>) =>
    withQuery(`${apiPaths.tag(registry, repository, tag)}/revert`, query),
};
