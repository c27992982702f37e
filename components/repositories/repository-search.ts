import type { RepositoryQuery } from "@/lib/contract/repositories";
import type { RepositorySearch } from "./repositories-queries";

const pageSize = 100;
const treePageSize = 500;

/** The first order of a column: names from A to Z, numbers and times with the largest first. */
const firstOrder: Record<RepositoryQuery["sort"], "asc" | "desc"> = {
  name: "asc",
  tags: "desc",
  size: "desc",
  unique: "desc",
  reclaimable: "desc",
  pushed: "desc",
  pulled: "desc",
};

export type RepositoryView = "table" | "tree";
export type RepositoryPage = { view: RepositoryView; search: RepositorySearch };

type Search = Record<string, string | string[] | undefined>;

/** Reads the view from the page's address; invalid parts are left out, so that an old link still opens. */
export function readRepositorySearch(address: Search): RepositoryPage {
  const read = (name: string) => [address[name] ?? ""].flat()[0] ?? "";
  const query = read("query").slice(0, 200) || undefined;
  const hidden = read("hidden") === "true" || undefined;
  if (read("view") === "tree") {
    return { view: "tree", search: { query, hidden, sort: "name", order: "asc", limit: treePageSize } };
  }
  const [sort, order] = [read("sort"), read("order")];
  const known = Object.hasOwn(firstOrder, sort) ? (sort as RepositoryQuery["sort"]) : "name";
  return {
    view: "table",
    search: {
      query,
      hidden,
      sort: known,
      order: order === "asc" || order === "desc" ? order : firstOrder[known],
      limit: pageSize,
    },
  };
}
