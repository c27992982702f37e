import "server-only";
import { useHeader } from "@/lib/contract/use-header";
import { prefetchHeader } from "@/lib/process/prepare-requests";

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request to the API is something that a person does. An open tab reads by itself for as long as it is open,
 * and must not keep a session alive that nobody uses: changes count, and reads where the page says that it is in use.
 */
export function isUse({ method, headers }: Pick<Request, "method" | "headers">): boolean {
  return !reading.has(method) || headers.has(useHeader);
}

/** Whether a page is asked for by a person, and not by the router in advance. */
export function isVisit(headers: Pick<Headers, "has">): boolean {
  return !headers.has(prefetchHeader);
}
