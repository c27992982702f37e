import "server-only";
import { database } from "@/lib/db/database";
import { bytesDigest, digestBytes } from "@/lib/registry-index/tables/digest-bytes";
import { inLists } from "@/lib/registry-index/tables/in-chunks";
import { decodeMediaType } from "@/lib/registry-index/tables/media-type-code";
import { flushWrites, unwrittenContent, writeLater, writeNow } from "@/lib/registry-index/writing/write-behind";
import { decompress } from "./compress";
import { mayBeKept } from "./kept-digests";
import type { Content } from "./write-contents";

/**
 * Returns a kept manifest or config, or null. What a digest names never changes, so an entry is valid for ever and for
 * all users.
 */
export async function findContent(digest: string): Promise<Content | null> {
  const waiting = unwrittenContent(digest);
  if (waiting) return waiting;
  if (!mayBeKept(digest)) return null;
  const row = await database()
    .selectFrom("blob")
    .innerJoin("content", "content.blob_id", "blob.id")
    .select(["content.media_type", "content.bytes", "content.base_id"])
    .where("blob.digest", "=", digestBytes(digest))
    .executeTakeFirst();
  if (!row) return null;
  const base = row.base_id === null ? null : await findBase(row.base_id);
  return { mediaType: decodeMediaType(row.media_type), bytes: decompress(row.bytes, base) };
}

/** Returns the given manifests and configs that are kept, by digest. */
export async function findContents(digests: Iterable<string>): Promise<Map<string, Content>> {
  await flushWrites();
  const found = new Map<string, Content>();
  for (const some of inLists(digests)) {
    const rows = await database()
      .selectFrom("blob")
      .innerJoin("content", "content.blob_id", "blob.id")
      .leftJoin("content as base", "base.blob_id", "content.base_id")
      .select(["blob.digest", "content.media_type", "content.bytes", "base.bytes as base"])
      .where("blob.digest", "in", some.map(digestBytes))
      .execute();
    for (const { digest, media_type, bytes, base } of rows) {
      const whole = decompress(bytes, base && decompress(base, null));
      found.set(bytesDigest(digest), { mediaType: decodeMediaType(media_type), bytes: whole });
    }
  }
  return found;
}

async function findBase(id: number): Promise<Buffer> {
  const { bytes } = await database()
    .selectFrom("content")
    .select("bytes")
    .where("blob_id", "=", id)
    .executeTakeFirstOrThrow();
  return decompress(bytes, null);
}

/** Keeps verified content as a cache, which need not be written at once. `near` names a place with similar content. */
export function keepContent(digest: string, content: Content, near: string): void {
  writeLater((batch) => batch.contents.set(digest, { ...content, near }));
}

/** Keeps verified content and throws if that fails: for content that must be restorable after it is deleted. */
export async function requireContentsKept(contents: Iterable<readonly [digest: string, Content]>): Promise<void> {
  await writeNow((batch) => {
    for (const [digest, content] of contents) batch.contents.set(digest, { ...content, near: "" });
  });
}
