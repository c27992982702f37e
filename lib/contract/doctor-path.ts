import { type QueryValue, withQuery } from "./paths";

/** Where the API tells how a registry is. Apart from the other paths, as one page needs it. */
export const doctorApiPath = (registry: string, query?: Record<string, QueryValue>): string =>
  withQuery(`/api/r/${registry}/doctor`, query);
