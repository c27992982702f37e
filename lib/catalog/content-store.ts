import "server-only";
import { database } from "@/lib/db/database";
import { logger } from "@/lib/logging/logger";

type ContentTables = { content: { digest: string; media_type: string; bytes: Buffer } };

export type Content = { mediaType: string; bytes: Buffer };

/** Manifests and configs by digest. What a digest names never changes, so an entry is good for ever and for everybody. */
export async function findContent(digest: string): Promise<Content | null> {
  const row = await database<ContentTables>()
    .selectFrom("content")
    .select(["media_type", "bytes"])
    .where("digest", "=", digest)
    .executeTakeFirst();
  return row ? { mediaType: row.media_type, bytes: row.bytes } : null;
}

/** Keeps verified content. A cache that can't be written is logged and otherwise ignored: reading must go on. */
export async function keepContent(digest: string, { mediaType, bytes }: Content): Promise<void> {
  try {
    await requireContentKept(digest, { mediaType, bytes });
  } catch (error) {
    logger().warn({ err: error, digest }, "content could not be kept");
  }
}

/** Keeps verified content, and throws where that fails: for what must be restorable after it is gone. */
export async function requireContentKept(digest: string, { mediaType, bytes }: Content): Promise<void> {
  await database<ContentTables>()
    .insertInto("content")
    .values({ digest, media_type: mediaType, bytes })
    .onConflict((conflict) => conflict.column("digest").doNothing())
    .execute();
}
