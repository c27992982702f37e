import type { Descriptor } from "./descriptor";
import type { ImageIndex } from "./manifest";
import { isIndexType, isManifestType, isSchema1Type } from "./media-type";

export type ChildKind = "manifest" | "blob" | "unknown";

// Layers and configs of images, and what archives and plain files are called. BuildKit's cache lists its layers and its
// config as the children of an index.
const blobTypes = [
  /^application\/vnd\.oci\.image\.(?:layer|config)\./,
  /^application\/vnd\.docker\.(?:image\.rootfs|container\.image|plugin)\./,
  /^application\/vnd\.buildkit\.cacheconfig\./,
  /^application\/(?:octet-stream|gzip|zstd|x-tar|x-gzip)$/,
  /[.+](?:tar|gzip|gz|zstd|tgz)$/,
];

/**
 * What a child of an index is, as its media type says: a manifest, also where it says nothing, a blob, or something the
 * console doesn't know, which may be either.
 */
export function childKind({ mediaType }: Pick<Descriptor, "mediaType">): ChildKind {
  if (mediaType === "" || isManifestType(mediaType) || isIndexType(mediaType) || isSchema1Type(mediaType))
    return "manifest";
  return blobTypes.some((type) => type.test(mediaType)) ? "blob" : "unknown";
}

/** The children of an index that are manifests, or may be: all but the blobs. */
export function childManifests(index: ImageIndex): Descriptor[] {
  return index.manifests.filter((child) => childKind(child) !== "blob");
}

/** The children of an index that are blobs, as those of a build cache are: the registry has no manifest of that digest. */
export function childBlobs(index: ImageIndex): Descriptor[] {
  return index.manifests.filter((child) => childKind(child) === "blob");
}
