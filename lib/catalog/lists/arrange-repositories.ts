import "server-only";
import type { RepositoryQuery } from "@/lib/contract/repositories";
import type { RepositoryRow } from "@/lib/registry-index/tags/repository-store";
import type { RepositoryTable } from "./repository-table";

const sortValue: Record<Exclude<RepositoryQuery["sort"], "name">, (row: RepositoryRow) => number | null> = {
  tags: (row) => (row.listed_at === null ? null : row.tag_count),
  size: (row) => row.size_bytes,
  unique: (row) => row.unique_bytes,
  reclaimable: (row) => row.reclaimable_bytes,
  pushed: (row) => row.pushed_at,
  pulled: (row) => row.pulled_at,
};

/**
 * Returns the repositories in the requested order, filtered over all of them; unknown values come last in both
 * directions.
 */
export function arrangeRepositories(
  { repositories }: RepositoryTable,
  { query, sort, order, hidden }: Pick<RepositoryQuery, "query" | "sort" | "order" | "hidden">,
): RepositoryRow[] {
  const wanted = query?.trim().toLowerCase() ?? "";
  const shown = hidden || !repositories.some(isHidden) ? repositories : repositories.filter((row) => !isHidden(row));
  const found = wanted === "" ? shown : shown.filter((row) => row.name.includes(wanted));
  const direction = (order ?? (sort === "name" ? "asc" : "desc")) === "asc" ? 1 : -1;
  if (sort === "name") return direction === 1 ? found : found.toReversed();
  const value = sortValue[sort];
  // Sorting is stable, so equal repositories stay in the order of their names.
  return found.toSorted((a, b) => compare(value(a), value(b), direction));
}

/** Returns true if a user has chosen to hide the repository and it is still empty. */
export function isHidden({ hidden, listed_at, tag_count }: RepositoryRow): boolean {
  return hidden === 1 && listed_at !== null && tag_count === 0;
}

function compare(a: number | null, b: number | null, direction: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return direction * (a - b);
}
