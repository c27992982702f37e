import "server-only";
import type { Kysely } from "kysely";
import { database } from "@/lib/db/database";
import { flushWrites, writeLater } from "./kept-writes";

type BlobSizeTables = { blob_size: { digest: string; size_bytes: number } };

const chunk = 5_000;

/** Remembers the sizes of blobs, in bytes, as manifests name them. */
export function keepBlobSizes(blobs: { digest: string; size: number }[]): void {
  const sizes = new Map(blobs.map((blob) => [blob.digest, blob.size]));
  if (sizes.size === 0) return;
  writeLater((db) =>
    (db as Kysely<BlobSizeTables>)
      .insertInto("blob_size")
      .values([...sizes].map(([digest, size_bytes]) => ({ digest, size_bytes })))
      .onConflict((conflict) => conflict.column("digest").doNothing())
      .execute(),
  );
}

/** The known sizes in bytes; a digest that was never seen is missing from the answer. */
export async function findBlobSizes(digests: string[]): Promise<Map<string, number>> {
  await flushWrites();
  const found = new Map<string, number>();
  for (let from = 0; from < digests.length; from += chunk) {
    const rows = await database<BlobSizeTables>()
      .selectFrom("blob_size")
      .selectAll()
      .where("digest", "in", digests.slice(from, from + chunk))
      .execute();
    for (const row of rows) found.set(row.digest, Number(row.size_bytes));
  }
  return found;
}
