import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { arrangeRepositories } from "@/lib/catalog/arrange-repositories";
import { findGarbageSince } from "@/lib/catalog/find-garbage-since";
import { findIndexState } from "@/lib/catalog/get-index-progress";
import { findIndexedRegistry } from "@/lib/catalog/indexed-registry-store";
import type { RepositoryRow } from "@/lib/catalog/repository-store";
import { getRepositoryTable } from "@/lib/catalog/repository-table";
import type { LargeRepository, Storage, StorageQuery } from "@/lib/contract/storage";
import { getConnection } from "@/lib/registry/connection";
import { groupByNamespace } from "./group-by-namespace";
import { listSamples } from "./list-samples";
import { type Measurement, parseMeasurement } from "./measurement";

/**
 * What a registry holds, as it was last measured: totals, its largest repositories, the layers that most repositories
 * share, and a sample for each day. Asks no registry. Throws `registry-not-found`.
 */
export async function getStorage(actor: Actor | null, registry: string, { by, limit }: StorageQuery): Promise<Storage> {
  authorize(actor, "registry:read", { registry });
  getConnection(registry);
  const [index, samples, garbageSince] = await Promise.all([
    findIndexedRegistry(registry),
    listSamples(registry),
    findGarbageSince(registry),
  ]);
  const measurement = parseMeasurement(index?.storage ?? null);
  // While everything changes a table that is a moment old will do; later the parts must add up to the totals.
  const table = await getRepositoryTable(registry, { exact: measurement?.complete ?? false });
  const arranged = arrangeRepositories(table, { sort: by, order: "desc" }).map(toLargeRepository);
  const { repositories } = table;
  return {
    totals: measurement && totalsOf(measurement),
    measuredAt: measurement && new Date(measurement.measuredAt).toISOString(),
    garbageSince: { deleted: isoTime(garbageSince.deletedAt), untagged: isoTime(garbageSince.untaggedAt) },
    complete: measurement?.complete ?? false,
    state: await findIndexState(registry, index),
    problem: index?.problem ? JSON.parse(index.problem) : null,
    incomplete: index?.catalog_incomplete ?? null,
    repositories: repositories.length,
    repositoriesRead: repositories.filter((row) => row.listed_at !== null && row.unread_count === 0).length,
    tags: measurement?.tags ?? repositories.reduce((sum, row) => sum + row.tag_count, 0),
    largest: arranged.slice(0, limit),
    largestBytes: repositories.reduce((largest, row) => Math.max(largest, row.size_bytes ?? 0), 0),
    namespaces: groupByNamespace(arranged, limit, (of) => (by === "size" ? of.sizeBytes : of.uniqueSizeBytes)),
    layers: measurement?.layers ?? [],
    samples,
  };
}

const isoTime = (epochMs: number | null) => (epochMs === null ? null : new Date(epochMs).toISOString());

function totalsOf(measurement: Measurement): NonNullable<Storage["totals"]> {
  const { sizeBytes, uniqueBytes, sharedBytes, deletedBytes, untaggedBytes, blobs, unreadManifests } = measurement;
  return { sizeBytes, uniqueBytes, sharedBytes, deletedBytes, untaggedBytes, blobs, unreadManifests };
}

function toLargeRepository(row: RepositoryRow): LargeRepository {
  return {
    name: row.name,
    tagCount: row.listed_at === null ? null : row.tag_count,
    sizeBytes: row.size_bytes,
    uniqueSizeBytes: row.unique_bytes,
  };
}
