import type { TagQuery } from "@/lib/contract/tags";

/** What of a repository's tags is shown, and in which order: all of it stands in the URL. Empty texts filter nothing. */
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

/** The order a column starts with: newest, largest and latest first, names from A to Z. */
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

/** Reads the view from the URL's search; what it doesn't understand is left at its default. */
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

/** Whether anything keeps tags out of the list. */
export function isFiltered({ query, platform, kind, problem, sameDigestAs }: TagsView): boolean {
  return problem || [query, platform, kind, sameDigestAs].some((text) => text !== "");
}

/** The changes of the address that show every tag again. */
export const withoutFilters = { query: null, platform: null, kind: null, problem: null, sameDigestAs: null };

/** The view as the API takes it. */
export function toTagQuery(view: TagsView): Pick<TagQuery, "sort" | "order"> & ReturnType<typeof toTagFilter> {
  return { sort: view.sort, order: view.order, ...toTagFilter(view) };
}

/** What keeps tags out of the list, as the API takes it. */
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
