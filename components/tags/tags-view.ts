import type { TagQuery } from "@/lib/contract/tags";

/**
 * The part of a repository's tags that is shown, and its order: all of it is in the URL. Empty texts filter nothing.
 */
export type TagsView = {
  query: string;
  sort: TagQuery["sort"];
  order: "asc" | "desc";
  platform: string;
  kind: "" | NonNullable<TagQuery["kind"]>;
  /** Only tags with a problem. */
  problem: boolean;
  /** Only tags on the same digest as this tag or digest. */
  sameDigestAs: string;
};

/** The first order of a column: newest, largest and latest first, names from A to Z. */
export const firstOrder: Record<TagQuery["sort"], TagsView["order"]> = {
  semver: "desc",
  tag: "asc",
  size: "desc",
  created: "desc",
  pushed: "desc",
  pulled: "desc",
};

const kinds: readonly string[] = ["image", "index", "artifact", "unknown"] satisfies TagQuery["kind"][];

type Search = Record<string, string | string[] | undefined>;

/** Reads the view from the URL's search; invalid values get their defaults. */
export function readTagsView(search: Search): TagsView {
  const read = (name: string) => [search[name] ?? ""].flat()[0] ?? "";
  const sort = read("sort");
  const order = read("order");
  const known = Object.hasOwn(firstOrder, sort) ? (sort as TagsView["sort"]) : "semver";
  return {
    query: read("query").slice(0, 200),
    sort: known,
    order: order === "asc" || order === "desc" ? order : firstOrder[known],
    platform: read("platform").slice(0, 200),
    kind: kinds.includes(read("kind")) ? (read("kind") as TagsView["kind"]) : "",
    problem: read("problem") === "true",
    sameDigestAs: read("sameDigestAs").slice(0, 200),
  };
}

/** Returns whether any filter applies. */
export function isFiltered({ query, platform, kind, problem, sameDigestAs }: TagsView): boolean {
  return problem || [query, platform, kind, sameDigestAs].some((text) => text !== "");
}

/** The changes of the address that remove all filters. */
export const withoutFilters = { query: null, platform: null, kind: null, problem: null, sameDigestAs: null };

/** Returns the view as the API's query. */
export function toTagQuery(view: TagsView): Pick<TagQuery, "sort" | "order"> & ReturnType<typeof toTagFilter> {
  return { sort: view.sort, order: view.order, ...toTagFilter(view) };
}

/** Returns the view's filters as the API's query. */
export function toTagFilter(
  view: TagsView,
): Pick<TagQuery, "query" | "platform" | "kind" | "problem" | "sameDigestAs"> {
  return {
    query: view.query || undefined,
    kind: view.kind || undefined,
    platform: view.platform || undefined,
    problem: view.problem || undefined,
    sameDigestAs: view.sameDigestAs || undefined,
  };
}
