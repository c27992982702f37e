import "server-only";
import { isPostgres } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";
import { bytesDigest, digestBytes } from "./digest-bytes";
import { inLists, inSteps } from "./in-chunks";
import { takeIds } from "./next-ids";

export type BlobTables = {
  /** A size of 0 means that the size is not known yet, except for the empty blob. */
  blob: { id: number; digest: Buffer; size_bytes: number };
  manifest_blob: { manifest_id: number; blob_id: number };
  /** The rows of `manifest_blob` whose blob is a child of an image index and no manifest. */
  child_blob: { manifest_id: number; blob_id: number };
};

declare module "@/lib/db/tables" {
  interface Tables extends BlobTables {}
}

/** Returns the ids of the digests that have one. */
export async function findBlobIds(db: Database, digests: Iterable<string>): Promise<Map<string, number>> {
  const rows = await findRows(db, digests);
  return new Map([...rows].map(([digest, { id }]) => [digest, id]));
}

async function findRows(
  db: Database,
  digests: Iterable<string>,
): Promise<Map<string, { id: number; sizeBytes: number }>> {
  const found = new Map<string, { id: number; sizeBytes: number }>();
  for (const some of inLists(digests)) {
    const rows = await db
      .selectFrom("blob")
      .select(["id", "digest", "size_bytes"])
      .where("digest", "in", some.map(digestBytes))
      .execute();
    for (const { id, digest, size_bytes } of rows)
      found.set(bytesDigest(digest), { id, sizeBytes: Number(size_bytes) });
  }
  return found;
}

/**
 * Returns the ids of all these digests; a new digest gets one. `sizes` has their sizes in bytes; a size that was not
 * known so far is noted.
 */
export async function ensureBlobs(db: Database, sizes: Map<string, number>): Promise<Map<string, number>> {
  const known = await findRows(db, sizes.keys());
  const ids = new Map([...known].map(([digest, { id }]) => [digest, id]));
  for (const [digest, { id, sizeBytes }] of known) if (sizeBytes === 0) await noteSize(db, id, sizes.get(digest) ?? 0);
  const missing = [...sizes].filter(([digest]) => !ids.has(digest));
  if (missing.length === 0) return ids;
  const first = await takeIds(db, "blob", missing.length);
  const rows = missing.map(([digest, size_bytes], at) => ({ id: first + at, digest: digestBytes(digest), size_bytes }));
  for (const some of inSteps(rows)) {
    await db
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

async function noteSize(db: Database, id: number, size_bytes: number): Promise<void> {
  if (size_bytes === 0) return;
  await db.updateTable("blob").set({ size_bytes }).where("id", "=", id).execute();
}

/** Writes which blobs and manifests a manifest names, or which of them are blobs (`child_blob`). */
export async function insertParts(
  db: Database,
  table: "manifest_blob" | "child_blob",
  rows: BlobTables["manifest_blob"][],
): Promise<void> {
  for (const some of inSteps(rows)) {
    await db
      .insertInto(table)
      .values(some)
      .onConflict((conflict) => conflict.columns(["manifest_id", "blob_id"]).doNothing())
      .execute();
  }
}
