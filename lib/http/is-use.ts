import "server-only";
import { useHeader } from "@/lib/contract/in-use-header";
import { prefetchHeader } from "@/lib/process/prepare-requests";

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Returns true if a request to the API is an action of a person. An open tab reads by itself for as long as it is open,
 * and must not keep an unused session alive: changes count, and reads count if the page says that it is in use.
 */
export function isUse({ method, headers }: Pick<Request, "method" | "headers">): boolean {
  return !reading.has(method) || headers.has(useHeader);
}

/** Returns true if a person asks for a page, and false if the router fetches it in advance. */
export function isVisit(headers: Pick<Headers, "has">): boolean {
  return !headers.has(prefetchHeader);
}
