import type { TagQuery } from "@/lib/contract/tags";

/** What of a repository's tags is shown, and in which order: all of it stands in the URL. */
export type TagsView = { query: string; sort: TagQuery["sort"]; order: "asc" | "desc" };

/** The order a column starts with: newest, largest and latest first, names from A to Z. */
export const firstOrder: Record<TagQuery["sort"], TagsView["order"]> = {
  semver: "desc",
  tag: "asc",
  size: "desc",
  created: "desc",
  pushed: "desc",
  pulled: "desc",
};

type SearchParams = { get(name: string): string | null };

/** Reads the view from the URL's search; what it doesn't understand is left at its default. */
export function parseTagsView(params: SearchParams): TagsView {
  const given = params.get("sort") ?? "";
  const sort = Object.hasOwn(firstOrder, given) ? (given as TagsView["sort"]) : "semver";
  const order = params.get("order");
  return {
    query: (params.get("query") ?? "").slice(0, 200),
    sort,
    order: order === "asc" || order === "desc" ? order : firstOrder[sort],
  };
}

/** The view as the search part of a URL, without what is the default; empty for the default view. */
export function tagsViewSearch({ query, sort, order }: TagsView): string {
  const pairs: [string, string][] = [];
  if (query !== "") pairs.push(["query", query]);
  if (sort !== "semver") pairs.push(["sort", sort]);
  if (order !== firstOrder[sort]) pairs.push(["order", order]);
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}

/** The view after a click on a column's header: its own first order, then the other one. */
export function sortedBy(view: TagsView, sort: TagsView["sort"]): TagsView {
  if (view.sort !== sort) return { ...view, sort, order: firstOrder[sort] };
  return { ...view, order: view.order === "asc" ? "desc" : "asc" };
}
