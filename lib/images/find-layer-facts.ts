import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import type { Descriptor } from "@/lib/oci/descriptor";
import type { ImageManifest } from "@/lib/oci/manifest";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findBlobSize } from "@/lib/registry/find-blob-size";
import { keepSize } from "@/lib/registry-index/contents/kept-parts";
import { findStoredLayers, type LayerPlaces, layersWithUrls } from "@/lib/registry-index/questions/find-stored-layers";
import { writeLater } from "@/lib/registry-index/writing/write-behind";

const requestsAtOnce = 4;
const mostAsked = 50;

/** Where the layers of an image are, and the sizes in bytes that only the registry reports. */
export type LayerFacts = LayerPlaces & { sizes: ReadonlyMap<string, number> };

/** Asks the registry for what a manifest doesn't say about its blobs; for nearly all manifests that is nothing. */
export async function findLayerFacts(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  manifest: ImageManifest,
): Promise<LayerFacts> {
  const hasUrls = layersWithUrls(manifest).length > 0;
  const places = hasUrls
    ? await findStoredLayers(connection, repository, digest, manifest)
    : { stored: new Set<string>(), elsewhere: new Set<string>() };
  const all = [...(manifest.config ? [manifest.config] : []), ...manifest.layers];
  const here = all.filter((blob) => !places.elsewhere.has(blob.digest));
  return { ...places, sizes: await findSizes(connection, repository, here) };
}

/** Returns the sizes in bytes of the blobs whose descriptors don't give them; asks for at most fifty. */
export async function findSizes(
  connection: RegistryConnection,
  repository: string,
  blobs: readonly Descriptor[],
): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  const unknown = new Set(blobs.flatMap(({ digest, size }) => (size === null ? digest : [])));
  await forEachAtOnce([...unknown].slice(0, mostAsked), requestsAtOnce, async (digest) => {
    const size = await findBlobSize(connection, repository, digest).catch((error: unknown) => {
      if (isAppError(error)) return null;
      throw error;
    });
    if (size === null) return;
    sizes.set(digest, size);
    writeLater((batch) => keepSize(batch, digest, size));
  });
  return sizes;
}
