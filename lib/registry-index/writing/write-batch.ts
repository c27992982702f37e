import "server-only";
import type { Database } from "@/lib/db/tables";
import { findWritten, type ManifestDetails, writeManifests } from "@/lib/registry-index/contents/manifest-store";
import { type NewContent, writeContents } from "@/lib/registry-index/contents/write-contents";
import type { Label } from "@/lib/registry-index/labels/labels";
import { writeLabels } from "@/lib/registry-index/labels/write-labels";
import { ensureBlobs, insertParts } from "@/lib/registry-index/tables/blob-ids";
import { type TagReading, writeTagReadings } from "@/lib/registry-index/tags/write-tags";

/** What was read from registries and is written in one transaction. The keys are digests. */
export type Batch = {
  contents: Map<string, NewContent>;
  /** The sizes in bytes of blobs that manifests name, 0 if unknown. */
  sizes: Map<string, number>;
  /** What each manifest names: config and layers, or the manifests of an image index. */
  parts: Map<string, string[]>;
  /** The parts of an image index that are blobs and no manifests. */
  childBlobs: Map<string, string[]>;
  details: Map<string, ManifestDetails>;
  /** The labels by which each manifest of `details` can be found. */
  labels: Map<string, readonly Label[]>;
  tags: TagReading[];
};

export function emptyBatch(): Batch {
  return {
    contents: new Map(),
    sizes: new Map(),
    parts: new Map(),
    childBlobs: new Map(),
    details: new Map(),
    labels: new Map(),
    tags: [],
  };
}

export function isEmptyBatch(batch: Batch): boolean {
  return batch.contents.size + batch.sizes.size + batch.details.size + batch.tags.length === 0;
}

/** Writes the whole batch; a tag is never written without what was read of its manifest. */
export async function writeBatch(db: Database, batch: Batch): Promise<void> {
  const { contents, sizes, parts, childBlobs, details, labels, tags } = batch;
  const all = new Map(sizes);
  for (const digest of [...details.keys(), ...tags.flatMap((tag) => tag.digest ?? [])])
    if (!all.has(digest)) all.set(digest, 0);
  for (const [digest, { bytes }] of contents) all.set(digest, bytes.length);
  const ids = await ensureBlobs(db, all);
  const idOf = (digest: string) => ids.get(digest) as number;
  await writeContents(db, contents, ids);
  const toRows = (named: Map<string, string[]>) =>
    [...named].flatMap(([manifest, blobs]) =>
      [...new Set(blobs)].map((blob) => ({ manifest_id: idOf(manifest), blob_id: idOf(blob) })),
    );
  await insertParts(db, "manifest_blob", toRows(parts));
  await insertParts(db, "child_blob", toRows(childBlobs));
  await writeLabels(db, labels, ids, await findWritten(db, [...labels.keys()].map(idOf)));
  await writeManifests(db, details, ids);
  await writeTagReadings(db, tags, ids);
}
