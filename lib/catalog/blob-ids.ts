import "server-only";
import type { Kysely } from "kysely";
import { isPostgres } from "@/lib/db/database";
import { bytesDigest, digestBytes } from "./digest-bytes";
import { inLists, inSteps } from "./in-chunks";
import { takeIds } from "./next-ids";

export type BlobTables = {
  blob: { id: number; digest: Buffer; size_bytes: number };
  manifest_blob: { manifest_id: number; blob_id: number };
};

/** The numbers of digests that are known. */
export async function findBlobIds(db: Kysely<unknown>, digests: Iterable<string>): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const some of inLists(digests)) {
    const rows = await (db as Kysely<BlobTables>)
      .selectFrom("blob")
      .select(["id", "digest"])
      .where("digest", "in", some.map(digestBytes))
      .execute();
    for (const { id, digest } of rows) found.set(bytesDigest(digest), id);
  }
  return found;
}

/** The numbers of all these digests, sizes in bytes beside them; those that are new get one. */
export async function ensureBlobs(db: Kysely<unknown>, sizes: Map<string, number>): Promise<Map<string, number>> {
  const ids = await findBlobIds(db, sizes.keys());
  const missing = [...sizes].filter(([digest]) => !ids.has(digest));
  if (missing.length === 0) return ids;
  const first = await takeIds(db, "blob", missing.length);
  const rows = missing.map(([digest, size_bytes], at) => ({ id: first + at, digest: digestBytes(digest), size_bytes }));
  for (const some of inSteps(rows)) {
    await (db as Kysely<BlobTables>)
      .insertInto("blob")
      .values(some)
      .onConflict((conflict) => conflict.column("digest").doNothing())
      .execute();
  }
  for (const [at, [digest]] of missing.entries()) ids.set(digest, first + at);
  if (!isPostgres()) return ids;
  // Another console may have been first. SQLite has one writer at a time.
  const names = missing.map(([digest]) => digest);
  for (const [digest, id] of await findBlobIds(db, names)) ids.set(digest, id);
  return ids;
}

/** Remembers which blobs and manifests a manifest names. */
export async function insertParts(db: Kysely<unknown>, rows: BlobTables["manifest_blob"][]): Promise<void> {
  for (const some of inSteps(rows)) {
    await (db as Kysely<BlobTables>)
      .insertInto("manifest_blob")
      .values(some)
      .onConflict((conflict) => conflict.columns(["manifest_id", "blob_id"]).doNothing())
      .execute();
  }
}
