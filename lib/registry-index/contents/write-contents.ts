import "server-only";
import type { Database } from "@/lib/db/tables";
import { processWide } from "@/lib/process/process-wide";
import { RecentMap } from "@/lib/process/recent-map";
import type { BlobTables } from "@/lib/registry-index/tables/blob-ids";
import { inLists, inSteps } from "@/lib/registry-index/tables/in-chunks";
import { encodeMediaType } from "@/lib/registry-index/tables/media-type-code";
import { compress } from "./compress";
import { noteKept } from "./kept-digests";

export type ContentTables = BlobTables & {
  /** `bytes` are deflated, with the bytes of the row `base_id` as the dictionary; a base has no base itself. */
  content: { blob_id: number; media_type: string; base_id: number | null; bytes: Buffer };
};

declare module "@/lib/db/tables" {
  interface Tables extends ContentTables {}
}

export type Content = { mediaType: string; bytes: Buffer };
/** `near` names a place with similar content, such as the repository; empty for none. */
export type NewContent = Content & { near: string };

type Row = ContentTables["content"];
type Base = { id: number; bytes: Buffer };

const mostBases = 500;
const longestBase = 16_384;
// If the difference is a larger part of a manifest's length, the manifest has changed so much that its successors will
// resemble it more than the base.
const alike = 0.4;

const bases = () => processWide("content-bases", () => new RecentMap<string, Base>(mostBases));

/** Forgets all bases, after a failed transaction: a base that was not written must not be built upon. */
export function forgetBases(): void {
  bases().clear();
}

/**
 * Writes the contents that are new. The manifests of one repository differ by a few digests, and so do their configs:
 * written as the difference from an earlier one they take a fifth of the space.
 */
export async function writeContents(
  db: Database,
  contents: Map<string, NewContent>,
  ids: Map<string, number>,
): Promise<void> {
  for (const digest of contents.keys()) noteKept(digest);
  const byId = new Map([...contents].map(([digest, content]) => [ids.get(digest) as number, content]));
  // Content that is already kept, and that another repository has read again, may itself be a difference, which can't
  // be a base.
  for (const id of await findKept(db, byId.keys())) byId.delete(id);
  const rows = [...byId].map(([id, content]) => toRow(id, content));
  const whole = rows.filter((row) => row.base_id === null);
  const written = new Set(await insertRows(db, whole));
  const overtaken = new Set(whole.map((row) => row.blob_id).filter((id) => !written.has(id)));
  // The same applies to content that another console has written since.
  if (overtaken.size > 0) forgetBases();
  const differences = rows.filter((row) => row.base_id !== null);
  await insertRows(
    db,
    differences.map((row) => (overtaken.has(row.base_id as number) ? wholeRow(row, byId) : row)),
  );
}

async function findKept(db: Database, ids: Iterable<number>): Promise<number[]> {
  const kept: number[] = [];
  for (const some of inLists(ids)) {
    const rows = await db.selectFrom("content").select("blob_id").where("blob_id", "in", some).execute();
    kept.push(...rows.map((row) => row.blob_id));
  }
  return kept;
}

/** Returns the ids of the rows that were new. */
async function insertRows(db: Database, rows: Row[]): Promise<number[]> {
  const written: number[] = [];
  for (const some of inSteps(rows)) {
    const inserted = await db
      .insertInto("content")
      .values(some)
      .onConflict((conflict) => conflict.column("blob_id").doNothing())
      .returning("blob_id")
      .execute();
    written.push(...inserted.map((row) => row.blob_id));
  }
  return written;
}

function wholeRow(row: Row, byId: Map<number, NewContent>): Row {
  const { bytes } = byId.get(row.blob_id) as NewContent;
  return { ...row, base_id: null, bytes: compress(bytes, null) };
}

function toRow(id: number, { mediaType, bytes, near }: NewContent): Row {
  const media_type = encodeMediaType(mediaType);
  const key = `${near} ${media_type}`;
  const base = near === "" ? undefined : bases().get(key);
  if (base) {
    const short = compress(bytes, base.bytes);
    if (short.length < bytes.length * alike) return { blob_id: id, media_type, base_id: base.id, bytes: short };
  }
  if (near !== "" && bytes.length <= longestBase) bases().set(key, { id, bytes });
  return { blob_id: id, media_type, base_id: null, bytes: compress(bytes, null) };
}
