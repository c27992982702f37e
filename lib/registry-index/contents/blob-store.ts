import "server-only";
import { database } from "@/lib/db/database";
import { findBlobIds } from "@/lib/registry-index/tables/blob-ids";
import { bytesDigest, digestBytes } from "@/lib/registry-index/tables/digest-bytes";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";
import { flushWrites } from "@/lib/registry-index/writing/write-behind";

const chunk = 1_000;

/** Returns the known sizes in bytes; a digest that was never seen is missing from the answer. */
export async function findBlobSizes(digests: string[]): Promise<Map<string, number>> {
  await flushWrites();
  const found = new Map<string, number>();
  for (const some of inChunks(digests, chunk)) {
    const rows = await database()
      .selectFrom("blob")
      .select(["digest", "size_bytes"])
      .where("digest", "in", some.map(digestBytes))
      .execute();
    for (const row of rows) found.set(bytesDigest(row.digest), Number(row.size_bytes));
  }
  return found;
}

/** Returns the id of a digest, or null if it was never seen. */
export async function findBlobId(digest: string): Promise<number | null> {
  return (await findBlobIds(database(), [digest])).get(digest) ?? null;
}
