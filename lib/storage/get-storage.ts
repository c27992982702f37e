import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { arrangeRepositories } from "@/lib/catalog/arrange-repositories";
import { findIndexedRegistry } from "@/lib/catalog/indexed-registry-store";
import type { RepositoryRow } from "@/lib/catalog/repository-store";
import { getRepositoryTable } from "@/lib/catalog/repository-table";
import type { Storage, StorageQuery } from "@/lib/contract/storage";
import { getConnection } from "@/lib/registry/connection";
import { listSamples } from "./list-samples";
import { type Measurement, parseMeasurement } from "./measurement";

/**
 * What a registry holds, as it was last measured: totals, its largest repositories, the layers that most repositories
 * share, and a sample for each day. Asks no registry. Throws `registry-not-found`.
 */
export async function getStorage(actor: Actor | null, registry: string, { by, limit }: StorageQuery): Promise<Storage> {
  authorize(actor, "registry:read", { registry });
  getConnection(registry);
  const [index, table, samples] = await Promise.all([
    findIndexedRegistry(registry),
    getRepositoryTable(registry),
    listSamples(registry),
  ]);
  const measurement = parseMeasurement(index?.storage ?? null);
  const arranged = arrangeRepositories(table, { sort: by, order: "desc" });
  const { repositories } = table;
  return {
    totals: measurement && totalsOf(measurement),
    measuredAt: measurement && new Date(measurement.measuredAt).toISOString(),
    complete: measurement?.complete ?? false,
    incomplete: index?.catalog_incomplete ?? null,
    repositories: repositories.length,
    repositoriesRead: repositories.filter((row) => row.listed_at !== null && row.unread_count === 0).length,
    tags: sum(repositories, (row) => row.tag_count),
    largest: arranged.slice(0, limit).map((row) => ({
      name: row.name,
      tagCount: row.listed_at === null ? null : row.tag_count,
      sizeBytes: row.size_bytes,
      uniqueSizeBytes: row.unique_bytes,
    })),
    others: othersOf(arranged.slice(limit)),
    layers: measurement?.layers ?? [],
    samples,
  };
}

function totalsOf(measurement: Measurement): NonNullable<Storage["totals"]> {
  const { sizeBytes, uniqueBytes, sharedBytes, deletedBytes, untaggedBytes, blobs, unreadManifests } = measurement;
  return { sizeBytes, uniqueBytes, sharedBytes, deletedBytes, untaggedBytes, blobs, unreadManifests };
}

function othersOf(rows: RepositoryRow[]): Storage["others"] {
  return {
    repositories: rows.length,
    sizeBytes: sum(rows, (row) => row.size_bytes ?? 0),
    uniqueSizeBytes: sum(rows, (row) => row.unique_bytes ?? 0),
  };
}

function sum(rows: RepositoryRow[], bytesOf: (row: RepositoryRow) => number): number {
  return rows.reduce((total, row) => total + bytesOf(row), 0);
}
