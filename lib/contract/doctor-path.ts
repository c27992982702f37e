import { apiAt, type QueryValue } from "./paths";

/** Returns the API path of a registry's examination. Separate from the other paths, because one page needs it. */
export const doctorApiPath = (registry: string, query?: Record<string, QueryValue>): string =>
  apiAt(`/r/${registry}/doctor`, query);
