import "server-only";
import { database } from "@/lib/db/database";
import { emptyBlob } from "@/lib/oci/descriptor";
import { findBlobId } from "@/lib/registry-index/contents/blob-store";
import { findIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { countTagged, countUntagged } from "./internal/count-storage";
import { findRevision } from "./internal/find-revision";
import { findSharedLayers } from "./internal/find-shared-layers";
import { forgetUntagged } from "./internal/forget-untagged";
import { listUntagged } from "./internal/list-untagged";
import type { TaggedStorage } from "./internal/tagged-storage";
import type { UntaggedStorage } from "./internal/untagged-storage";
import { writeMeasurement } from "./internal/write-measurement";
import { type RepositorySizes, writeRepositorySizes } from "./internal/write-repository-sizes";
import type { Measurement } from "./measurement";

/**
 * Measures what a registry holds, as far as its index has read it, and writes it to the index: for each repository its
 * compressed size, unique and reclaimable bytes; for the registry the totals. Reads in small pieces, and lets other
 * work of the thread go on between them. Throws if the signal is aborted.
 *
 * - *compressed size*: the configs and layers that tags name, at any depth of an image index, each digest once.
 * - *unique*: the part of these that only one repository uses. The rest is *shared*: the unique bytes of all
 *   repositories and the shared bytes add up to the size of the registry.
 * - *reclaimable*: manifests, configs and layers that untagged manifests need and no tag of the registry does. A plain
 *   collection removes what was deleted; the rest is removed only with "remove untagged".
 */
export async function measureStorage(registry: string, signal?: AbortSignal): Promise<Measurement> {
  const measuredAt = Date.now();
  const revision = await findRevision(registry);
  const repositories = await listRepositories(registry);
  // After the repositories: a catalog that is read meanwhile changes no revision, so no later measurement would notice
  // it.
  const index = await findIndexedRegistry(registry);
  const ids = repositories.map(({ id }) => id);
  const untagged = await listUntagged(ids);
  const { tagged, retagged } = await countTagged(ids, untagged, signal);
  const left = await countUntagged(ids, untagged, tagged, signal);
  const layers = await findSharedLayers(tagged);
  await forgetUntagged(retagged);
  const changed = findChanged(repositories, tagged, left);
  await writeRepositorySizes(changed);
  const isKnown = repositories.every((row) => row.listed_at !== null && row.unread_count === 0);
  const uniqueBytes = sum(tagged.uniqueBytes);
  const measurement: Measurement = {
    measuredAt,
    // Each row that was written just now has raised its revision by one.
    revision: { ...revision, sum: revision.sum + changed.length },
    complete: isKnown && (index?.catalog_at ?? null) !== null,
    repositories: repositories.length,
    tags: sum(repositories.map((row) => row.tag_count)),
    unreadManifests: tagged.unreadManifests,
    blobs: tagged.blobs,
    unknownSizes: tagged.unknownSizes - (await countEmpty(tagged)),
    sizeBytes: uniqueBytes + tagged.sharedBytes,
    uniqueBytes,
    sharedBytes: tagged.sharedBytes,
    deletedBytes: left.deletedBytes,
    untaggedBytes: left.untaggedBytes,
    layers: layers.map(({ digest, sizeBytes, users, user }) => ({
      digest,
      sizeBytes,
      repositories: users,
      repository: repositories[user]?.name ?? "",
    })),
  };
  await writeMeasurement(registry, measurement);
  return measurement;
}

/** The one blob that is empty is not of unknown size. */
async function countEmpty(tagged: TaggedStorage): Promise<number> {
  const id = await findBlobId(emptyBlob);
  return id !== null && tagged.usersOf(id) > 0 ? 1 : 0;
}

type Row = Awaited<ReturnType<typeof listRepositories>>[number];

function findChanged(rows: readonly Row[], tagged: TaggedStorage, left: UntaggedStorage): RepositorySizes[] {
  return rows.flatMap((row, ordinal) => {
    const sizeBytes = tagged.sizeBytes[ordinal] ?? 0;
    const uniqueBytes = tagged.uniqueBytes[ordinal] ?? 0;
    const reclaimableBytes = left.reclaimableBytes[ordinal] ?? 0;
    const isSame =
      row.size_bytes === sizeBytes && row.unique_bytes === uniqueBytes && row.reclaimable_bytes === reclaimableBytes;
    const isUnknown = row.listed_at === null && sizeBytes + reclaimableBytes === 0;
    return isSame || isUnknown ? [] : [{ id: row.id, sizeBytes, uniqueBytes, reclaimableBytes }];
  });
}

function listRepositories(registry: string) {
  return database()
    .selectFrom("repository")
    .select(["id", "name", "listed_at", "tag_count", "unread_count", "size_bytes", "unique_bytes", "reclaimable_bytes"])
    .where("registry", "=", registry)
    .orderBy("id")
    .execute();
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
