import "server-only";
import { setImmediate as pause } from "node:timers/promises";
import { database } from "@/lib/db/database";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";
import { listTaggedManifests, type RepositoryManifest } from "./list-tagged-manifests";
import type { UntaggedByRepository } from "./list-untagged";
import { readParts } from "./read-parts";
import { TaggedStorage } from "./tagged-storage";
import { UntaggedStorage } from "./untagged-storage";

// Leaves room for digests that get their numbers while a count goes on.
const newcomers = 20_000;
const manifestsAtOnce = 1_000;

/**
 * Counts what the tags of these repositories need. A manifest that is tagged again is removed from `untagged` and
 * returned. Throws if the signal is aborted.
 */
export async function countTagged(
  repositoryIds: readonly number[],
  untagged: UntaggedByRepository,
  signal?: AbortSignal,
): Promise<{ tagged: TaggedStorage; retagged: RepositoryManifest[] }> {
  const ordinals = new Map(repositoryIds.map((id, ordinal) => [id, ordinal]));
  const tagged = new TaggedStorage(repositoryIds.length, (await findLargestId()) + newcomers);
  const retagged: RepositoryManifest[] = [];
  for await (const page of listTaggedManifests(repositoryIds)) {
    const parts = await readParts(page.map(({ manifestId }) => manifestId));
    for (const [repositoryId, some] of Map.groupBy(page, (row) => row.repositoryId)) {
      const manifests = some.map(({ manifestId }) => manifestId);
      tagged.add(ordinals.get(repositoryId) as number, manifests, parts);
      const own = untagged.get(repositoryId);
      for (const manifestId of own?.keys() ?? []) {
        if (!tagged.needs(manifestId)) continue;
        own?.delete(manifestId);
        retagged.push({ repositoryId, manifestId });
      }
    }
    await pause();
    signal?.throwIfAborted();
  }
  return { tagged, retagged };
}

/** Counts what only the untagged manifests of these repositories need. Throws if the signal is aborted. */
export async function countUntagged(
  repositoryIds: readonly number[],
  untagged: UntaggedByRepository,
  tagged: TaggedStorage,
  signal?: AbortSignal,
): Promise<UntaggedStorage> {
  const counted = new UntaggedStorage(repositoryIds.length, tagged);
  const left = repositoryIds.flatMap((id, ordinal) => {
    const own = untagged.get(id);
    return own && own.size > 0 ? [{ ordinal, own }] : [];
  });
  for (const { ordinal, own } of left) {
    for (const some of inChunks(own.keys(), manifestsAtOnce)) {
      counted.add(ordinal, some, own, await readParts(some));
      signal?.throwIfAborted();
    }
  }
  return counted;
}

async function findLargestId(): Promise<number> {
  const { largest } = await database()
    .selectFrom("blob")
    .select((eb) => eb.fn.max("id").as("largest"))
    .executeTakeFirstOrThrow();
  return Number(largest ?? 0);
}
