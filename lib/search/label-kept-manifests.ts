import "server-only";
import type { Database } from "@/lib/db/tables";
import { isAppError } from "@/lib/errors/app-error";
import { attestedDigest } from "@/lib/oci/attestation";
import { parseImageConfig } from "@/lib/oci/image-config";
import { childManifests } from "@/lib/oci/index-children";
import { type AnyManifest, kindOf, parseManifest } from "@/lib/oci/manifest";
import { decompress } from "@/lib/registry-index/contents/compress";
import { joinLabels, type Label, toLabels } from "@/lib/registry-index/labels/labels";
import { writeLabels } from "@/lib/registry-index/labels/write-labels";
import { bytesDigest, digestBytes } from "@/lib/registry-index/tables/digest-bytes";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";
import { decodeMediaType } from "@/lib/registry-index/tables/media-type-code";

type Kept = Map<string, { mediaType: string; bytes: Buffer }>;

const atOnce = 200;
const maxNesting = 6;
const mostChildren = 50;
const mostAtOnce = 1_000;

/** Adds to the search the labels and annotations of the manifests that the index already has. */
export async function labelKeptManifests(db: Database): Promise<void> {
  for (let last = 0; ; ) {
    const rows = await db
      .selectFrom("manifest")
      .innerJoin("blob", "blob.id", "manifest.blob_id")
      .select(["blob.id", "blob.digest"])
      .where("blob.id", ">", last)
      .orderBy("blob.id")
      .limit(atOnce)
      .execute();
    const ids = new Map(rows.map(({ id, digest }) => [bytesDigest(digest), id]));
    const labels = new Map<string, Label[]>();
    for (const [digest, some] of await readLabels(db, [...ids.keys()])) if (some.length > 0) labels.set(digest, some);
    await writeLabels(db, labels, ids, new Map());
    const end = rows.at(-1);
    if (!end) return;
    last = end.id;
  }
}

async function readLabels(db: Database, digests: string[], depth = 1): Promise<Map<string, Label[]>> {
  const own = new Map<string, Label[]>();
  const below = new Map<string, string[]>();
  for (const [digest, { mediaType, bytes }] of await readKept(db, digests)) {
    const manifest = parsed(() => parseManifest(bytes, mediaType));
    if (!manifest) own.set(digest, toLabels(parsed(() => parseImageConfig(bytes))?.config.Labels ?? {}));
    else {
      own.set(digest, toLabels(manifest.annotations));
      below.set(digest, depth < maxNesting ? namedBy(manifest) : []);
    }
  }
  const parts = new Set([...below.values()].flat());
  if (parts.size === 0) return own;
  const theirs = await readLabels(db, [...parts], depth + 1);
  for (const [digest, names] of below)
    own.set(
      digest,
      names.reduce((all, name) => joinLabels(all, theirs.get(name) ?? []), own.get(digest) as Label[]),
    );
  return own;
}

/** Returns the digests that must be read for the labels of a manifest, besides the manifest itself. */
function namedBy(manifest: AnyManifest): string[] {
  if (manifest.type === "manifest")
    return kindOf(manifest) === "image" && manifest.config ? [manifest.config.digest] : [];
  const images = childManifests(manifest).filter((child) => attestedDigest(child) === null);
  return images.slice(0, mostChildren).map(({ digest }) => digest);
}

function parsed<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

async function readKept(db: Database, digests: string[]): Promise<Kept> {
  const kept: Kept = new Map();
  for (const some of inChunks(digests, mostAtOnce)) {
    const rows = await db
      .selectFrom("blob")
      .innerJoin("content", "content.blob_id", "blob.id")
      .leftJoin("content as base", "base.blob_id", "content.base_id")
      .select(["blob.digest", "content.media_type", "content.bytes", "base.bytes as base"])
      .where("blob.digest", "in", some.map(digestBytes))
      .execute();
    for (const { digest, media_type, bytes, base } of rows)
      kept.set(bytesDigest(digest), {
        mediaType: decodeMediaType(media_type),
        bytes: decompress(bytes, base && decompress(base, null)),
      });
  }
  return kept;
}
