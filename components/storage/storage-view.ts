import type { StorageQuery } from "@/lib/contract/storage";

export type StorageSort = { key: "size" | "unique" | "reclaimable" | "tags" | "name"; order: "asc" | "desc" };
export type StorageView = { by: StorageQuery["by"]; sort: StorageSort };

const sortKeys = ["size", "unique", "reclaimable", "tags", "name"] as const;
type Search = Record<string, string | string[] | undefined>;

/** The most tiles that can be told apart; all others are joined into one tile. */
export const mostTiles = 100;

/** Reads the view from the page's address; invalid parts are left out, so that an old link still opens. */
export function readStorageView(address: Search): StorageView {
  const read = (name: string) => [address[name] ?? ""].flat()[0] ?? "";
  const key = sortKeys.find((known) => known === read("sort")) ?? "size";
  const order = read("order");
  return {
    by: read("by") === "size" ? "size" : "unique",
    sort: { key, order: order === "asc" || order === "desc" ? order : key === "name" ? "asc" : "desc" },
  };
}
