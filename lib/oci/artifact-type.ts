import { childBlobs } from "./index-children";
import { isImageLayer } from "./layer-type";
import { type AnyManifest, type ImageIndex, type ImageManifest, kindOf } from "./manifest";
import { buildCacheConfig, ociEmpty } from "./media-type";

/**
 * Returns the type of an artifact: `artifactType`, else the config's media type (image-spec, manifest.md). For an
 * index: the type in its annotation, or that of a build cache. For a manifest that has an image's config but no image
 * layers: the type of its first layer. Returns null for images and ordinary indexes.
 */
export function artifactTypeOf(manifest: AnyManifest): string | null {
  if (manifest.artifactType) return manifest.artifactType;
  if (manifest.type === "index") return indexType(manifest);
  if (kindOf(manifest) === "image") return filesType(manifest);
  const configType = manifest.config?.mediaType || null;
  return configType === ociEmpty ? null : configType;
}

function indexType(index: ImageIndex): string | null {
  // CNAB bundles are older than the artifact type of indexes.
  const annotated = index.annotations["org.opencontainers.artifactType"];
  if (annotated) return annotated;
  return childBlobs(index).some(({ mediaType }) => mediaType === buildCacheConfig) ? buildCacheConfig : null;
}

// Ollama's models, cosign's signatures and BuildKit's attestations have an image's config.
function filesType({ layers }: ImageManifest): string | null {
  return layers.some((layer) => isImageLayer(layer)) ? null : layers[0]?.mediaType || null;
}
