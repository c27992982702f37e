import "server-only";
import type { LargeRepository, StorageNamespace } from "@/lib/contract/storage";

const mostNamespaces = 60;

/**
 * Groups repositories, largest first, by the first part of their names; lists the first `limit` of them one by one.
 * Counts every repository, whether it is listed or not.
 */
export function groupByNamespace(
  repositories: readonly LargeRepository[],
  limit: number,
  bytesOf: (of: StorageNamespace) => number,
): StorageNamespace[] {
  const groups = new Map<string, StorageNamespace>();
  for (const [at, repository] of repositories.entries()) {
    const name = namespaceOf(repository.name);
    const group = groups.get(name) ?? emptyNamespace(name);
    groups.set(name, add(group, { repositories: 1, ...sizesOf(repository) }));
    if (at < limit) group.largest.push(repository);
  }
  const sorted = [...groups.values()].sort((a, b) => bytesOf(b) - bytesOf(a));
  const rest = sorted.slice(mostNamespaces);
  if (rest.length === 0) return sorted;
  return [...sorted.slice(0, mostNamespaces), rest.reduce(add, emptyNamespace(null))];
}

function namespaceOf(repository: string): string {
  return repository.includes("/") ? (repository.split("/")[0] ?? "") : "";
}

function emptyNamespace(name: string | null): StorageNamespace {
  return { name, repositories: 0, sizeBytes: 0, uniqueSizeBytes: 0, largest: [] };
}

function sizesOf({ sizeBytes, uniqueSizeBytes }: LargeRepository) {
  return { sizeBytes: sizeBytes ?? 0, uniqueSizeBytes: uniqueSizeBytes ?? 0 };
}

function add(to: StorageNamespace, part: Omit<StorageNamespace, "name" | "largest">): StorageNamespace {
  to.repositories += part.repositories;
  to.sizeBytes += part.sizeBytes;
  to.uniqueSizeBytes += part.uniqueSizeBytes;
  return to;
}
