import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import type { Descriptor } from "@/lib/oci/descriptor";
import type { ImageManifest } from "@/lib/oci/manifest";
import type { RegistryConnection } from "@/lib/registry/connection";
import { lookAtBlob } from "@/lib/registry/look-at-blob";
import { keepParts } from "@/lib/registry-index/contents/kept-parts";
import { writeLater } from "@/lib/registry-index/writing/write-behind";

const requestsAtOnce = 4;
const mostAsked = 100;

export type LayerPlaces = {
  /** Digests of layers that the registry holds. */
  stored: Set<string>;
  /** Digests of layers that the registry doesn't hold: they must be fetched from their `urls`. */
  elsewhere: Set<string>;
};

/** Returns the layers that can also be fetched from elsewhere. Only asking the registry shows whether it holds them. */
export function layersWithUrls(manifest: ImageManifest): Descriptor[] {
  const layers = manifest.layers.filter((layer) => layer.urls.length > 0);
  return [...new Map(layers.map((layer) => [layer.digest, layer])).values()];
}

/**
 * Asks the registry which of the layers with `urls` it holds, at most a hundred, and writes the layers that it holds to
 * the index. A layer that the registry can't be asked about is in neither set.
 */
export async function findStoredLayers(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  manifest: ImageManifest,
): Promise<LayerPlaces> {
  const places: LayerPlaces = { stored: new Set(), elsewhere: new Set() };
  await forEachAtOnce(layersWithUrls(manifest).slice(0, mostAsked), requestsAtOnce, async (layer) => {
    const there = await isStored(connection, repository, layer.digest);
    if (there !== null) places[there ? "stored" : "elsewhere"].add(layer.digest);
  });
  if (places.stored.size > 0) writeLater((batch) => keepParts(batch, digest, manifest, places.stored));
  return places;
}

async function isStored(connection: RegistryConnection, repository: string, digest: string): Promise<boolean | null> {
  try {
    const sight = await lookAtBlob(connection, repository, digest);
    if (sight === "unreadable") return null;
    return sight !== "absent";
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
