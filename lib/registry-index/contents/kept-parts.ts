import "server-only";
import { childBlobs } from "@/lib/oci/index-children";
import { type AnyManifest, storedBlobs } from "@/lib/oci/manifest";
import type { Batch } from "@/lib/registry-index/writing/write-batch";

/**
 * Adds to the batch what a manifest names: its config and stored layers, or its children. `stored` holds the digests of
 * the layers with `urls` that the registry holds.
 */
export function keepParts(batch: Batch, digest: string, manifest: AnyManifest, stored?: ReadonlySet<string>): void {
  const named = manifest.type === "index" ? manifest.manifests : storedBlobs(manifest, stored);
  // The manifest's own bytes may be in an earlier batch.
  keepSize(batch, digest, null);
  for (const part of named) keepSize(batch, part.digest, part.size);
  batch.parts.set(
    digest,
    named.map((part) => part.digest),
  );
  const blobs = manifest.type === "index" ? childBlobs(manifest) : [];
  if (blobs.length > 0)
    batch.childBlobs.set(
      digest,
      blobs.map((blob) => blob.digest),
    );
}

/** Adds the size of a blob to the batch, in bytes; null if it is unknown, which another manifest may fill in. */
export function keepSize(batch: Batch, digest: string, size: number | null): void {
  if (size !== null || !batch.sizes.has(digest)) batch.sizes.set(digest, size ?? 0);
}
