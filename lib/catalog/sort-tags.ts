import "server-only";
import type { TagQuery } from "@/lib/contract/tags";
import { compareNatural, compareVersions } from "@/lib/oci/tag-order";
import type { RepositoryView, TagReading } from "./repository-view";

type Value = string | number | null;

const sortValue: Record<"size" | "created" | "pushed" | "pulled", (reading: TagReading | null) => Value> = {
  size: (reading) => reading?.details?.sizeBytes ?? null,
  created: (reading) => reading?.details?.createdAt ?? null,
  // Registries don't tell when something was pushed or pulled.
  pushed: () => null,
  pulled: () => null,
};

/** The tags in the asked order; what isn't known comes last, whatever the direction. */
export function sortTags(tags: string[], view: Pick<RepositoryView, "find">, { sort, order }: TagQuery): string[] {
  const direction = (order ?? (sort === "tag" ? "asc" : "desc")) === "asc" ? 1 : -1;
  if (sort === "tag" || sort === "semver") {
    const sorted = sortedNames(tags, sort);
    return direction === 1 ? [...sorted] : sorted.toReversed();
  }
  const known = new Map(tags.map((tag) => [tag, sortValue[sort](view.find(tag))]));
  return [...tags].sort(
    (a, b) => compareValues(known.get(a) ?? null, known.get(b) ?? null, direction) || compareNatural(a, b),
  );
}

const sortedLists = new WeakMap<string[], Map<string, string[]>>();

// A table is asked for page by page while its details come in; its names are the same list all the while.
function sortedNames(tags: string[], sort: "tag" | "semver"): string[] {
  const known = sortedLists.get(tags) ?? new Map<string, string[]>();
  sortedLists.set(tags, known);
  const sorted = known.get(sort) ?? tags.toSorted(sort === "tag" ? compareNatural : compareVersions);
  known.set(sort, sorted);
  return sorted;
}

function compareValues(a: Value, b: Value, direction: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return direction * (a < b ? -1 : 1);
}
