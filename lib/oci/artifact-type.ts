import { childBlobs } from "./index-children";
import { isImageLayer } from "./layer-type";
import { type AnyManifest, type ImageIndex, type ImageManifest, kindOf } from "./manifest";
import { buildCacheConfig, ociEmpty } from "./media-type";

/**
 * What kind of artifact it is: `artifactType`, else the config's media type (image-spec, manifest.md); of an index what
 * its annotation says, or that it is a build cache; of what calls itself an image and has no layers of one, the type of
 * its first file. Null for images and ordinary indexes.
 */
export function artifactTypeOf(manifest: AnyManifest): string | null {
  if (manifest.artifactType) return manifest.artifactType;
  if (manifest.type === "index") return indexType(manifest);
  if (kindOf(manifest) === "image") return filesType(manifest);
  const configType = manifest.config?.mediaType || null;
  return configType === ociEmpty ? null : configType;
}

function indexType(index: ImageIndex): string | null {
  // CNAB's bundles are of a time before indexes had an artifact type.
  const annotated = index.annotations["org.opencontainers.artifactType"];
  if (annotated) return annotated;
  return childBlobs(index).some(({ mediaType }) => mediaType === buildCacheConfig) ? buildCacheConfig : null;
}

// Ollama's models, cosign's signatures and BuildKit's attestations have an image's config.
function filesType({ layers }: ImageManifest): string | null {
  return layers.some((layer) => isImageLayer(layer)) ? null : layers[0]?.mediaType || null;
}
