import "server-only";
import type { TagFacets, TagQuery } from "@/lib/contract/tags";
import { naturalSortKey, versionSortKey } from "@/lib/oci/tag-order";
import { platformsOf } from "./platforms-of";
import type { TagEntry, TagTable } from "./tag-table";

type Sort = TagQuery["sort"];
type Arrangement = Pick<TagQuery, "sort" | "order" | "query" | "platform" | "kind" | "problem"> & {
  /** Only tags on this manifest; null: on a manifest that the index doesn't have. */
  manifestId?: number | null | undefined;
};

const mostPlatforms = 100;

/** Returns the tags in the requested order, filtered over all of them; unknown values come last in both directions. */
export function arrangeTags(table: Pick<TagTable, "tags" | "lists">, arrangement: Arrangement): TagEntry[] {
  const key = JSON.stringify(arrangement);
  const known = table.lists.get(key);
  if (known) return known;
  const list = isFiltered(arrangement)
    ? arrangeTags(table, { sort: arrangement.sort, order: arrangement.order }).filter(filterOf(arrangement))
    : sorted(table.tags, arrangement);
  table.lists.set(key, list);
  return list;
}

function isFiltered({ query, platform, kind, problem, manifestId }: Arrangement): boolean {
  return Boolean(query?.trim() || platform || kind) || problem !== undefined || manifestId !== undefined;
}

function filterOf({ query, platform, kind, problem, manifestId }: Arrangement) {
  const wanted = query?.trim().toLowerCase() ?? "";
  const quoted = platform && JSON.stringify(platform);
  return (tag: TagEntry): boolean =>
    (wanted === "" || tag.name.toLowerCase().includes(wanted)) &&
    (!quoted || (tag.platforms?.includes(quoted) ?? false)) &&
    (!kind || (tag.kind ?? "unknown") === kind) &&
    (problem === undefined || tag.hasProblem === problem) &&
    (manifestId === undefined || (manifestId !== null && tag.manifestId === manifestId));
}

const sortValue: Record<Exclude<Sort, "tag" | "semver">, (tag: TagEntry) => number | null> = {
  size: (tag) => tag.sizeBytes,
  created: (tag) => tag.createdAt,
  pushed: (tag) => tag.pushedAt,
  pulled: (tag) => tag.pulledAt,
};

function sorted(tags: TagEntry[], { sort, order }: Arrangement): TagEntry[] {
  const direction = (order ?? (sort === "tag" ? "asc" : "desc")) === "asc" ? 1 : -1;
  const nameKey = sort === "semver" ? versionSortKey : naturalSortKey;
  const named = tags.map((tag) => ({ tag, name: nameKey(tag.name), value: null as number | null }));
  if (sort === "tag" || sort === "semver")
    return named.sort((a, b) => direction * (a.name < b.name ? -1 : 1)).map(({ tag }) => tag);
  for (const entry of named) entry.value = sortValue[sort](entry.tag);
  return named
    .sort((a, b) => compareValues(a.value, b.value, direction) || (a.name < b.name ? -1 : 1))
    .map(({ tag }) => tag);
}

function compareValues(a: number | null, b: number | null, direction: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return direction * (a - b);
}

const facetsOf = new WeakMap<object, TagFacets>();

/** Returns the values that the tags can be filtered by, over all of them. */
export function tagFacets(table: Pick<TagTable, "tags">): TagFacets {
  const facets = facetsOf.get(table) ?? countFacets(table.tags);
  facetsOf.set(table, facets);
  return facets;
}

function countFacets(tags: TagEntry[]): TagFacets {
  const kinds = new Set<string>();
  const lists = new Set<string>();
  const facets: TagFacets = { platforms: [], kinds: [], problems: 0, largestBytes: null, pushed: false, pulled: false };
  for (const tag of tags) {
    if (tag.platforms) lists.add(tag.platforms);
    if (tag.kind) kinds.add(tag.kind);
    if (tag.hasProblem) facets.problems++;
    if (tag.sizeBytes !== null) facets.largestBytes = Math.max(facets.largestBytes ?? 0, tag.sizeBytes);
    facets.pushed ||= tag.pushedAt !== null;
    facets.pulled ||= tag.pulledAt !== null;
  }
  const platforms = new Set([...lists].flatMap((list) => platformsOf(list)));
  return {
    ...facets,
    platforms: [...platforms].sort().slice(0, mostPlatforms),
    kinds: [...kinds].sort() as TagFacets["kinds"],
  };
}
