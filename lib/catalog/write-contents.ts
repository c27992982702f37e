import "server-only";
import type { Kysely } from "kysely";
import { processWide } from "@/lib/process/process-wide";
import type { BlobTables } from "./blob-ids";
import { compress } from "./compress";
import { inSteps } from "./in-chunks";
import { encodeMediaType } from "./media-type-code";

export type ContentTables = BlobTables & {
  /** `bytes` are deflated, with those of the row `base_id` as the dictionary; a base has none itself. */
  content: { blob_id: number; media_type: string; base_id: number | null; bytes: Buffer };
};

export type Content = { mediaType: string; bytes: Buffer };
/** `near` names where similar content is, such as the repository; empty for nowhere. */
export type NewContent = Content & { near: string };

type Base = { id: number; bytes: Buffer };

const mostBases = 500;
const longestBase = 16_384;
// Beyond this part of its length a manifest has changed so much that its successors will be more like itself.
const alike = 0.4;

const bases = () => processWide("content-bases", () => new Map<string, Base>());

/** After a transaction that failed: a base that was not written must not be built upon. */
export function forgetBases(): void {
  bases().clear();
}

/**
 * Writes contents that are new. The manifests of one repository differ by a few digests, and so do their configs:
 * written as the difference to an earlier one they take a fifth of the room.
 */
export async function writeContents(
  db: Kysely<unknown>,
  contents: Map<string, NewContent>,
  ids: Map<string, number>,
): Promise<void> {
  const rows = [...contents].map(([digest, content]) => toRow(ids.get(digest) as number, content));
  for (const some of inSteps(rows)) {
    await (db as Kysely<ContentTables>)
      .insertInto("content")
      .values(some)
      .onConflict((conflict) => conflict.column("blob_id").doNothing())
      .execute();
  }
}

function toRow(id: number, { mediaType, bytes, near }: NewContent): ContentTables["content"] {
  const media_type = encodeMediaType(mediaType);
  const key = `${near} ${media_type}`;
  const base = near === "" ? undefined : bases().get(key);
  if (base) {
    const short = compress(bytes, base.bytes);
    if (short.length < bytes.length * alike) return { blob_id: id, media_type, base_id: base.id, bytes: short };
  }
  if (near !== "" && bytes.length <= longestBase) keepBase(key, { id, bytes });
  return { blob_id: id, media_type, base_id: null, bytes: compress(bytes, null) };
}

function keepBase(key: string, base: Base): void {
  const kept = bases();
  kept.delete(key);
  kept.set(key, base);
  for (const oldest of kept.keys()) {
    if (kept.size <= mostBases) return;
    kept.delete(oldest);
  }
}
