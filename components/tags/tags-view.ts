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
  };
}
