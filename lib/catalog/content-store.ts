import "server-only";
import type { Kysely } from "kysely";
import { database } from "@/lib/db/database";
import { storing } from "@/lib/db/storage-error";
import { processWide } from "@/lib/process/process-wide";
import { writeLater } from "./kept-writes";

type ContentTables = { content: { digest: string; media_type: string; bytes: Buffer } };

export type Content = { mediaType: string; bytes: Buffer };

const unwritten = () => processWide("unwritten-content", () => new Map<string, Content>());

/** Manifests and configs by digest. What a digest names never changes, so an entry is good for ever and for everybody. */
export async function findContent(digest: string): Promise<Content | null> {
  const waiting = unwritten().get(digest);
  if (waiting) return waiting;
  const row = await database<ContentTables>()
    .selectFrom("content")
    .select(["media_type", "bytes"])
    .where("digest", "=", digest)
    .executeTakeFirst();
  return row ? { mediaType: row.media_type, bytes: row.bytes } : null;
}

/** Keeps verified content, as a cache that need not be written at once. */
export function keepContent(digest: string, content: Content): void {
  unwritten().set(digest, content);
  writeLater(
    (db) => insert(db as Kysely<ContentTables>, digest, content),
    () => unwritten().delete(digest),
  );
}

/** Keeps verified content and throws where that fails: for what must be restorable after it is gone. */
export async function requireContentKept(digest: string, content: Content): Promise<void> {
  await storing(() => insert(database<ContentTables>(), digest, content));
}

async function insert(db: Kysely<ContentTables>, digest: string, { mediaType, bytes }: Content): Promise<void> {
  await db
    .insertInto("content")
    .values({ digest, media_type: mediaType, bytes })
    .onConflict((conflict) => conflict.column("digest").doNothing())
    .execute();
}
