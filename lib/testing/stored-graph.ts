import { createHash } from "node:crypto";
import { database } from "@/lib/db/database";
import { ociIndex, ociManifest } from "@/lib/oci/media-type";
import { findBlobIds } from "@/lib/registry-index/tables/blob-ids";
import { ensureRepository } from "@/lib/registry-index/tags/repository-store";
import { writeTagList } from "@/lib/registry-index/tags/write-tag-list";
import { emptyBatch, writeBatch } from "@/lib/registry-index/writing/write-batch";

export type StoredBlob = { digest: string; sizeBytes: number };

/**
 * A manifest as stored in the index: with its blobs, or with its children, which may include blobs; or, if it was never
 * read, with neither.
 */
export type StoredManifest = StoredBlob & { blobs: StoredBlob[]; children: StoredManifest[]; isRead: boolean };

export type StoredRepository = {
  registry: string;
  name: string;
  tags: Map<string, StoredManifest>;
  untagged: { manifest: StoredManifest; deleted: boolean; since?: number }[];
};

const digestOf = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;

export function aStoredBlob(name: string, sizeBytes: number): StoredBlob {
  return { digest: digestOf(`blob ${name}`), sizeBytes };
}

export function aStoredManifest(
  name: string,
  { blobs = [], children = [], isRead = true }: Partial<Omit<StoredManifest, keyof StoredBlob>>,
): StoredManifest {
  const bytes = bytesOf({ name, children });
  return { digest: digestOf(bytes), sizeBytes: isRead ? bytes.length : 0, blobs, children, isRead };
}

const contents = new Map<string, string>();

function bytesOf({ name, children }: { name: string; children: StoredManifest[] }): string {
  const bytes = JSON.stringify({ name, children: children.map(({ digest }) => digest) });
  contents.set(digestOf(bytes), bytes);
  return bytes;
}

/** Writes the repositories into the index of the open database, as if they had been read from their registries. */
export async function writeStoredGraph(repositories: StoredRepository[]): Promise<void> {
  for (const repository of repositories) await writeRepository(repository);
}

async function writeRepository({ registry, name, tags, untagged }: StoredRepository): Promise<void> {
  const batch = emptyBatch();
  const add = (manifest: StoredManifest) => {
    batch.sizes.set(manifest.digest, manifest.sizeBytes);
    if (!manifest.isRead) return;
    const isIndex = manifest.children.length > 0;
    const named = [...manifest.children, ...manifest.blobs];
    for (const { digest, sizeBytes } of named) batch.sizes.set(digest, sizeBytes);
    batch.parts.set(
      manifest.digest,
      named.map(({ digest }) => digest),
    );
    if (isIndex && manifest.blobs.length > 0)
      batch.childBlobs.set(
        manifest.digest,
        manifest.blobs.map(({ digest }) => digest),
      );
    const bytes = Buffer.from(contents.get(manifest.digest) ?? "");
    batch.contents.set(manifest.digest, { mediaType: isIndex ? ociIndex : ociManifest, bytes, near: "" });
    for (const child of manifest.children) add(child);
  };
  for (const manifest of [...tags.values(), ...untagged.map((row) => row.manifest)]) add(manifest);
  const { id: repositoryId } = await ensureRepository(registry, name);
  await writeTagList(repositoryId, [...tags.keys()], { listedAt: Date.now(), incomplete: null });
  for (const [tag, { digest }] of tags)
    batch.tags.push({ repositoryId, tag, checkedAt: Date.now(), found: "manifest", digest, problem: null });
  const db = database();
  await db.transaction().execute((transaction) => writeBatch(transaction, batch));
  const ids = await findBlobIds(
    db,
    untagged.map((row) => row.manifest.digest),
  );
  const rows = untagged.map(({ manifest, deleted, since = 1 }) => ({
    repository_id: repositoryId,
    manifest_id: ids.get(manifest.digest) as number,
    since,
    deleted: deleted ? (1 as const) : (0 as const),
  }));
  if (rows.length > 0)
    await db
      .insertInto("untagged")
      .values(rows)
      .onConflict((conflict) => conflict.columns(["repository_id", "manifest_id"]).doNothing())
      .execute();
}
