import "server-only";
import { setImmediate as pause } from "node:timers/promises";
import { sql } from "kysely";
import { database } from "@/lib/db/database";
import { isIndexType } from "@/lib/oci/media-type";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";
import { decodeMediaType } from "@/lib/registry-index/tables/media-type-code";
import type { Parts } from "./parts";

// A statement of this size takes some milliseconds, and other tasks of the thread go on between two of them.
const chunk = 400;

type Row = { id: number; sizeBytes: number; mediaType: string; parts: string | null; childBlobs: string | null };

/** Reads what these manifests name, and what the manifests below an image index name, as deep as that was read. */
export async function readParts(manifests: Iterable<number>): Promise<Map<number, Parts | null>> {
  const found = new Map<number, Parts | null>();
  let wanted = new Set(manifests);
  while (wanted.size > 0) {
    const children = new Set<number>();
    for (const some of inChunks(wanted, chunk)) {
      for (const id of some) found.set(id, null);
      for (const row of await readRows(some)) {
        const parts = parseRow(row);
        found.set(row.id, parts);
        for (const child of parts.manifests) children.add(child);
      }
      await pause();
    }
    wanted = new Set([...children].filter((id) => !found.has(id)));
  }
  return found;
}

// One row per manifest, with everything it names in one text: one row per blob would take five times as long.
function readRows(manifests: number[]): Promise<Row[]> {
  return database()
    .selectFrom("content")
    .innerJoin("blob", "blob.id", "content.blob_id")
    .select(["content.blob_id as id", "blob.size_bytes as sizeBytes", "content.media_type as mediaType"])
    .select((eb) =>
      eb
        .selectFrom("manifest_blob")
        .innerJoin("blob as part", "part.id", "manifest_blob.blob_id")
        .whereRef("manifest_blob.manifest_id", "=", "content.blob_id")
        .select(
          sql<string | null>`string_agg(cast(part.id as text) || ' ' || cast(part.size_bytes as text), ' ')`.as("all"),
        )
        .as("parts"),
    )
    .select((eb) =>
      eb
        .selectFrom("child_blob")
        .whereRef("child_blob.manifest_id", "=", "content.blob_id")
        .select(sql<string | null>`string_agg(cast(child_blob.blob_id as text), ' ')`.as("all"))
        .as("childBlobs"),
    )
    .where("content.blob_id", "in", manifests)
    .execute();
}

function parseRow({ sizeBytes, mediaType, parts, childBlobs }: Row): Parts {
  const read: Parts = { sizeBytes, manifests: [], blobs: [] };
  const isIndex = isIndexType(decodeMediaType(mediaType));
  const isBlob = new Set(childBlobs?.split(" "));
  const numbers = parts?.split(" ") ?? [];
  for (let at = 0; at < numbers.length; at += 2) {
    const id = Number(numbers[at]);
    if (isIndex && !isBlob.has(numbers[at] as string)) read.manifests.push(id);
    else read.blobs.push({ id, sizeBytes: Number(numbers[at + 1]) });
  }
  return read;
}
