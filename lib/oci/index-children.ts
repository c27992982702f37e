import type { Descriptor } from "./descriptor";
import type { ImageIndex } from "./manifest";
import { isIndexType, isManifestType, isSchema1Type } from "./media-type";

export type ChildKind = "manifest" | "blob" | "unknown";

// Layers and configs of images, and common types of archives and plain files. BuildKit's cache lists its layers and its
// config as the children of an index.
const blobTypes = [
  /^application\/vnd\.oci\.image\.(?:layer|config)\./,
  /^application\/vnd\.docker\.(?:image\.rootfs|container\.image|plugin)\./,
  /^application\/vnd\.buildkit\.cacheconfig\./,
  /^application\/(?:octet-stream|gzip|zstd|x-tar|x-gzip)$/,
  /[.+](?:tar|gzip|gz|zstd|tgz)$/,
];

/**
 * Returns what a child of an index is, by its media type: a manifest (also if the type is missing), a blob, or a type
 * that the console doesn't know, which may be either.
 */
export function childKind({ mediaType }: Pick<Descriptor, "mediaType">): ChildKind {
  if (mediaType === "" || isManifestType(mediaType) || isIndexType(mediaType) || isSchema1Type(mediaType))
    return "manifest";
  return blobTypes.some((type) => type.test(mediaType)) ? "blob" : "unknown";
}

/** Returns the children of an index that are manifests, or may be: all but the blobs. */
export function childManifests(index: ImageIndex): Descriptor[] {
  return index.manifests.filter((child) => childKind(child) !== "blob");
}

/**
 * Returns the children of an index that are blobs, as in a build cache: the registry has no manifest with that digest.
 */
export function childBlobs(index: ImageIndex): Descriptor[] {
  return index.manifests.filter((child) => childKind(child) === "blob");
}
