import { pagePaths } from "@/lib/contract/paths";
import type { LargeRepository, Storage, StorageNamespace, StorageQuery } from "@/lib/contract/storage";

export type TreemapGroup = {
  key: string;
  bytes: number;
  /** The namespace; null for what belongs to no single one. */
  namespace: string | null;
  /** The number of repositories in it. */
  repositories: number;
  /** One of a few colours; null for grey. */
  colour: number | null;
  tiles: TreemapTile[];
};

export type TreemapTile = { key: string; bytes: number } & (
  | { kind: "repository"; name: string; sizeBytes: number; uniqueBytes: number }
  | { kind: "shared" }
  | { kind: "others"; namespace: string | null; repositories: number }
);

const colours = 5;

/**
 * Returns the contents of a registry's treemap: its namespaces, largest first, with their repositories. By unique size
 * they add up to everything that the registry holds, with one tile for the shared bytes; by size, a shared layer counts
 * in each repository that uses it.
 */
export function treemapGroups({ totals, namespaces }: Storage, by: StorageQuery["by"]): TreemapGroup[] {
  const groups = namespaces.map((namespace, at) => toGroup(namespace, at, by));
  const shared = totals?.sharedBytes ?? 0;
  if (by === "unique") groups.push(groupOf("-shared", [{ kind: "shared", key: "-shared", bytes: shared }]));
  return groups.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
}

/** Returns the address that a tile leads to; null if no page shows exactly that. */
export function tileHref(registry: string, tile: TreemapTile): string | null {
  if (tile.kind === "repository") return pagePaths.repository(registry, tile.name);
  if (tile.kind === "others" && tile.namespace) return pagePaths.registry(registry, { query: `${tile.namespace}/` });
  return null;
}

function toGroup(namespace: StorageNamespace, at: number, by: StorageQuery["by"]): TreemapGroup {
  const bytesOf = ({ sizeBytes, uniqueSizeBytes }: Pick<LargeRepository, "sizeBytes" | "uniqueSizeBytes">) =>
    (by === "unique" ? uniqueSizeBytes : sizeBytes) ?? 0;
  const tiles: TreemapTile[] = namespace.largest.map((repository) => ({
    kind: "repository",
    key: repository.name,
    name: repository.name,
    bytes: bytesOf(repository),
    sizeBytes: repository.sizeBytes ?? 0,
    uniqueBytes: repository.uniqueSizeBytes ?? 0,
  }));
  const rest = bytesOf(namespace) - tiles.reduce((sum, { bytes }) => sum + bytes, 0);
  const repositories = namespace.repositories - tiles.length;
  tiles.push({ kind: "others", namespace: namespace.name, key: `${namespace.name}/-`, bytes: rest, repositories });
  const group = groupOf(namespace.name ?? "-others", tiles, namespace.repositories);
  return { ...group, namespace: namespace.name, colour: namespace.name === null ? null : at % colours };
}

function groupOf(key: string, all: TreemapTile[], repositories = 0): TreemapGroup {
  const tiles = all.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
  const bytes = tiles.reduce((sum, tile) => sum + tile.bytes, 0);
  return { key, bytes, namespace: null, repositories, colour: null, tiles };
}
