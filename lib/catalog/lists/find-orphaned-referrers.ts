import "server-only";
import { getTagTable, type TagEntry } from "@/lib/catalog/lists/tag-table";
import { database } from "@/lib/db/database";
import { isAppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import { parseReferrerTag } from "@/lib/oci/referrer-tags";
import { processWide } from "@/lib/process/process-wide";
import { RecentMap } from "@/lib/process/recent-map";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifest } from "@/lib/registry/find-manifest";
import { bytesDigest, digestBytes } from "@/lib/registry-index/tables/digest-bytes";
import { inLists } from "@/lib/registry-index/tables/in-chunks";
import type { RepositoryRow } from "@/lib/registry-index/tags/repository-store";

/** How much the registry may be asked. An older proof is good enough to look, but not to delete (`fresh`). */
export type ProofBudget = {
  asksLeft: number;
  until: number;
  fresh?: boolean;
  /** Counts the images that could not be looked at. */
  unknown: number;
};

const requestsAtOnce = 8;
const goodForMs = 10 * 60_000;
const mostProofs = 20_000;

/**
 * Returns the tags of signatures, SBOMs and other referrers of a repository whose image is certainly gone: the registry
 * was asked for it and said that there is none. A tag is not included if no budget was left to ask for its image, or if
 * the image could not be looked at.
 */
export async function findOrphanedReferrers(
  connection: RegistryConnection,
  row: RepositoryRow,
  budget: ProofBudget,
): Promise<TagEntry[]> {
  if (row.listed_at === null) return [];
  const { referrers } = await getTagTable(row, { exact: budget.fresh ?? false });
  const bySubject = Map.groupBy(referrers, ({ name }) => subjectOf(name));
  bySubject.delete(null);
  const subjects = [...bySubject.keys()].filter((digest) => digest !== null);
  const held = await findHeld(row.id, subjects);
  const orphaned: TagEntry[] = [];
  await forEachAtOnce(
    subjects.filter((digest) => !held.has(digest)),
    requestsAtOnce,
    async (digest) => {
      if (await isAbsent(connection, row.name, digest, budget)) orphaned.push(...(bySubject.get(digest) ?? []));
    },
  );
  return orphaned.sort((a, b) => (a.name < b.name ? -1 : 1));
}

// The tag of a longer digest holds only a part of it, and no registry can be asked for that.
function subjectOf(tag: string): string | null {
  const { fallbackTag = "" } = parseReferrerTag(tag) ?? {};
  return fallbackTag.startsWith("sha256-") ? fallbackTag.replace("-", ":") : null;
}

/**
 * Returns the digests that a tag of the repository names, or an image index with a tag lists: the registry need not be
 * asked for them.
 */
async function findHeld(repositoryId: number, digests: readonly string[]): Promise<Set<string>> {
  const held = new Set<string>();
  for (const some of inLists(digests)) {
    const named = await database()
      .selectFrom("blob")
      .innerJoin("tag", "tag.manifest_id", "blob.id")
      .select("blob.digest")
      .where("blob.digest", "in", some.map(digestBytes))
      .where("tag.repository_id", "=", repositoryId)
      .execute();
    const listed = await database()
      .selectFrom("blob")
      .innerJoin("manifest_blob", "manifest_blob.blob_id", "blob.id")
      .innerJoin("tag", "tag.manifest_id", "manifest_blob.manifest_id")
      .select("blob.digest")
      .where("blob.digest", "in", some.map(digestBytes))
      .where("tag.repository_id", "=", repositoryId)
      .execute();
    for (const { digest } of [...named, ...listed]) held.add(bytesDigest(digest));
  }
  return held;
}

type Proof = { absent: boolean; at: number };

async function isAbsent(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  budget: ProofBudget,
): Promise<boolean> {
  const proofs = processWide("orphan-proofs", () => new RecentMap<string, Proof>(mostProofs));
  const key = `${connection.config.name}/${repository}@${digest}`;
  const known = proofs.get(key);
  if (known && !budget.fresh && Date.now() - known.at < goodForMs) return known.absent;
  if (budget.asksLeft <= 0 || Date.now() > budget.until) {
    budget.unknown++;
    return false;
  }
  budget.asksLeft--;
  const at = Date.now();
  const absent = await look(connection, repository, digest, budget.until - at);
  if (absent === null) {
    budget.unknown++;
    return false;
  }
  proofs.set(key, { absent, at });
  return absent;
}

/** Returns whether the manifest is absent; null if it can't be looked at or read, which never counts as absent. */
async function look(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  timeMs: number,
): Promise<boolean | null> {
  const signal = Number.isFinite(timeMs) ? AbortSignal.timeout(Math.max(1, timeMs)) : undefined;
  try {
    return (await findManifest(connection, repository, digest, { signal })) === null;
  } catch (error) {
    if (isAppError(error) || signal?.aborted) return null;
    throw error;
  }
}
