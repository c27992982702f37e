import "server-only";
import type { Kysely } from "kysely";
import type { MigratingDatabase } from "@/lib/db/migrate";
import { isAppError } from "@/lib/errors/app-error";
import { parseManifest } from "@/lib/oci/manifest";
import { isIndexType, isManifestType } from "@/lib/oci/media-type";
import { keepParts } from "@/lib/registry-index/contents/kept-parts";
import { type Batch, emptyBatch, writeBatch } from "@/lib/registry-index/writing/write-batch";

const atOnce = 200;

type OldTables = { content_by_digest: { digest: string; media_type: string; bytes: Buffer } };

/** Moves what an earlier version kept by digest into the index: some of it may be all that is left of a manifest. */
export async function moveContent(db: MigratingDatabase): Promise<void> {
  const old = db as Kysely<OldTables>;
  for (let last = ""; ; ) {
    const rows = await old
      .selectFrom("content_by_digest")
      .selectAll()
      .where("digest", ">", last)
      .orderBy("digest")
      .limit(atOnce)
      .execute();
    const batch = emptyBatch();
    for (const row of rows) addTo(batch, row.digest, row.media_type, row.bytes);
    // Their table was added by a later migration; their tags are read again.
    batch.childBlobs.clear();
    await writeBatch(db, batch);
    const end = rows.at(-1);
    if (!end) return;
    last = end.digest;
  }
}

function addTo(batch: Batch, digest: string, mediaType: string, bytes: Buffer): void {
  batch.contents.set(digest, { mediaType, bytes, near: "" });
  if (!isManifestType(mediaType) && !isIndexType(mediaType)) return;
  try {
    keepParts(batch, digest, parseManifest(bytes, mediaType));
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}
