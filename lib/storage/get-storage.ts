import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { findIndexState } from "@/lib/catalog/get-index-progress";
import { listOrphanedReferrers } from "@/lib/catalog/list-orphaned-referrers";
import { arrangeRepositories } from "@/lib/catalog/lists/arrange-repositories";
import { getRepositoryTable } from "@/lib/catalog/lists/repository-table";
import { itemProblemSchema } from "@/lib/contract/problem";
import type { LargeRepository, Storage, StorageQuery } from "@/lib/contract/storage";
import { fromStoredOrNull } from "@/lib/db/stored-json";
import { isoTime } from "@/lib/format/iso-time";
import { withTimeLimit } from "@/lib/jobs/with-time-limit";
import { getConnection, type RegistryConnection } from "@/lib/registry/connection";
import { findGarbageSince } from "@/lib/registry-index/questions/find-garbage-since";
import { findIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import type { RepositoryRow } from "@/lib/registry-index/tags/repository-store";
import { groupByNamespace } from "./group-by-namespace";
import { listSamples } from "./list-samples";
import { type Measurement, parseMeasurement } from "./measurement";

// Nobody waits longer for the orphans; a later request gets them.
const orphanWaitMs = 1_000;

/**
 * Returns what a registry holds, as it was last measured: totals, its largest repositories, the layers that most
 * repositories share, and a sample for each day. Asks the registry only for images that signatures belong to and the
 * index doesn't know. Throws `registry-not-found`.
 */
export async function getStorage(actor: Actor | null, registry: string, { by, limit }: StorageQuery): Promise<Storage> {
  authorize(actor, "registry:read-all", { registry });
  const connection = getConnection(registry);
  const [index, samples, garbageSince] = await Promise.all([
    findIndexedRegistry(registry),
    listSamples(registry),
    findGarbageSince(registry),
  ]);
  const measurement = parseMeasurement(index?.storage ?? null);
  // While everything changes, a table that is a moment old will do; later the parts must add up to the totals.
  const table = await getRepositoryTable(registry, { exact: measurement?.complete ?? false });
  const arranged = arrangeRepositories(table, { sort: by, order: "desc" }).map(toLargeRepository);
  const { repositories } = table;
  return {
    totals: measurement && totalsOf(measurement),
    measuredAt: measurement && new Date(measurement.measuredAt).toISOString(),
    garbageSince: { deleted: isoTime(garbageSince.deletedAt), untagged: isoTime(garbageSince.untaggedAt) },
    complete: measurement?.complete ?? false,
    state: await findIndexState(registry, index),
    problem: fromStoredOrNull(itemProblemSchema, index?.problem),
    incomplete: index?.catalog_incomplete ?? null,
    repositories: repositories.length,
    repositoriesRead: repositories.filter((row) => row.listed_at !== null && row.unread_count === 0).length,
    tags: measurement?.tags ?? repositories.reduce((sum, row) => sum + row.tag_count, 0),
    largest: arranged.slice(0, limit),
    largestBytes: repositories.reduce((largest, row) => Math.max(largest, row.size_bytes ?? 0), 0),
    namespaces: groupByNamespace(arranged, limit, (of) => (by === "size" ? of.sizeBytes : of.uniqueSizeBytes)),
    layers: measurement?.layers ?? [],
    samples,
    orphaned: await countOrphans(connection, repositories),
  };
}

async function countOrphans(
  connection: RegistryConnection,
  repositories: readonly RepositoryRow[],
): Promise<Storage["orphaned"]> {
  let orphaned: Storage["orphaned"] = null;
  const counting = listOrphanedReferrers(connection, repositories).then(
    ({ byRepository }) => {
      const sizes = new Map([...byRepository.values()].flat().map((tag) => [tag.manifestId, tag.sizeBytes ?? 0]));
      orphaned = {
        tags: [...byRepository.values()].reduce((sum, tags) => sum + tags.length, 0),
        repositories: byRepository.size,
        atMostBytes: [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0),
      };
    },
    // The rest, which is in the index, is reported all the same.
    () => undefined,
  );
  await withTimeLimit(orphanWaitMs, counting);
  return orphaned;
}

function totalsOf(measurement: Measurement): NonNullable<Storage["totals"]> {
  const { sizeBytes, uniqueBytes, sharedBytes, deletedBytes, untaggedBytes } = measurement;
  const { blobs, unknownSizes, unreadManifests } = measurement;
  return {
    sizeBytes,
    uniqueBytes,
    sharedBytes,
    deletedBytes,
    untaggedBytes,
    blobs,
    unknownSizes,
    unreadManifests,
  };
}

function toLargeRepository(row: RepositoryRow): LargeRepository {
  return {
    name: row.name,
    tagCount: row.listed_at === null ? null : row.tag_count,
    sizeBytes: row.size_bytes,
    uniqueSizeBytes: row.unique_bytes,
  };
}
