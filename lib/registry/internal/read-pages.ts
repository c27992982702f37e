import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { parseJson } from "@/lib/oci/parse-json";
import type { RegistryConnection } from "@/lib/registry/connection";
import { listLimits } from "@/lib/registry/limits";
import type { Incoming } from "./exchange";
import { nextQuery } from "./link-header";
import type { RegistryRequest } from "./registry-request";
import { sendRequest } from "./send-request";

export type Collected<T> = { items: T[]; refused: number; truncated: boolean };

type Listing<T> = {
  request: Omit<RegistryRequest, "path" | "method">;
  path: string;
  /** The query of the first page, with its `?`; empty for none. */
  firstQuery: string;
  /** Returns the array in a page, null if the page has none (which is legal), or undefined if this is not a page. */
  readItems: (body: Record<string, unknown>) => unknown[] | null | undefined;
  /** Returns the item as it is used with its identity, or null if it breaks the grammar. Throws for a wrong type. */
  readItem: (item: unknown) => { key: string; value: T } | null;
  maxItems: number;
  what: string;
};

// A registry may send a few pages without new items; a list that goes on like that never ends.
const fruitlessPages = 20;

/**
 * Reads every page of a list by following `Link`. Throws `registry-bad-response` if a page is not a page of such a
 * list, or if the links form a circle: half a list must not look like a whole one.
 */
export async function readPages<T>(connection: RegistryConnection, listing: Listing<T>): Promise<Collected<T>> {
  const { title } = connection.config;
  const found = new Map<string, T>();
  const seen = new Set<string>();
  const endsAt = performance.now() + listLimits.timeMs;
  let refused = 0;
  let fruitless = 0;
  let query: string | null = listing.firstQuery;
  for (let page = 0; query !== null; page++) {
    if (page === listLimits.pages || performance.now() > endsAt)
      return { items: [...found.values()], refused, truncated: true };
    seen.add(query);
    const path = listing.path + query;
    const answer = await sendRequest(connection, { ...listing.request, method: "GET", path });
    const before = found.size;
    for (const item of itemsOf(answer, listing, title)) {
      const read = listing.readItem(item);
      if (read === null) refused++;
      else found.set(read.key, read.value);
      if (found.size > listing.maxItems) {
        return { items: [...found.values()].slice(0, listing.maxItems), refused, truncated: true };
      }
    }
    fruitless = found.size === before ? fruitless + 1 : 0;
    query = nextQuery(answer.headers.get("link"), title, listing.path);
    if (query !== null && (seen.has(query) || fruitless > fruitlessPages)) {
      throw new AppError("registry-bad-response", `The pages of ${listing.what} of ${title} repeat themselves.`);
    }
  }
  return { items: [...found.values()], refused, truncated: false };
}

function itemsOf<T>(answer: Incoming, { readItems, what }: Listing<T>, title: string): unknown[] {
  const type = answer.headers.get("content-type") ?? "";
  if (/html/i.test(type)) {
    throw new AppError(
      "registry-bad-response",
      `${title} answered with a web page instead of ${what}. Check its URL, and whether a proxy or a sign-in page is in between.`,
    );
  }
  const body = parseJson(answer.body, `The answer of ${title}`);
  const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
  const items = isObject ? readItems(body as Record<string, unknown>) : undefined;
  if (items === undefined) {
    throw new AppError("registry-bad-response", `${title} did not return ${what}.`);
  }
  return items ?? [];
}

/** Returns the array or null under a key of a page; undefined if there is neither. */
export function arrayAt(body: Record<string, unknown>, key: string): unknown[] | null | undefined {
  const value = body[key];
  return Array.isArray(value) || value === null ? value : undefined;
}

/**
 * Returns a reader for a list of names: it refuses names that break the grammar, and throws for anything but a string.
 */
export function nameReader(title: string, isName: (name: string) => boolean) {
  return (item: unknown) => {
    if (typeof item !== "string") {
      throw new AppError("registry-bad-response", `${title} returned an invalid name in a list.`);
    }
    return isName(item) ? { key: item, value: item } : null;
  };
}
