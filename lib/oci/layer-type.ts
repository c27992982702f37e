import type { Descriptor } from "./descriptor";

export type Compression = "uncompressed" | "gzip" | "zstd" | "estargz" | "zstd:chunked" | "mixed";

const imageLayer = /^application\/vnd\.(?:oci\.image\.layer|docker\.image\.rootfs)\./;

/** Returns true for a layer of a container's file system, and false for any other file of an artifact. */
export function isImageLayer({ mediaType }: Pick<Descriptor, "mediaType">): boolean {
  return imageLayer.test(mediaType);
}

/** Returns true if reading it needs a key (containerd/imgcrypt). */
export function isEncrypted({ mediaType }: Pick<Descriptor, "mediaType">): boolean {
  return mediaType.endsWith("+encrypted");
}

/** Returns how the layers of an image are compressed; null if it has none, or if their types don't say. */
export function compressionOf(layers: readonly Descriptor[]): Compression | null {
  const found = new Set(layers.map(layerCompression));
  if (found.size > 1) return found.has(null) ? null : "mixed";
  return [...found][0] ?? null;
}

function layerCompression(layer: Descriptor): Compression | null {
  const { annotations } = layer;
  if (!isImageLayer(layer)) return null;
  const type = layer.mediaType.replace(/\+encrypted$/, "");
  // stargz-snapshotter, docs/estargz.md; containers/storage, pkg/chunked.
  if ("containerd.io/snapshot/stargz/toc.digest" in annotations) return "estargz";
  if ("io.github.containers.zstd-chunked.manifest-checksum" in annotations) return "zstd:chunked";
  if (/[.+]zstd$/.test(type)) return "zstd";
  if (/[.+]gzip$/.test(type)) return "gzip";
  return /\.(?:tar|diff|v1)$/.test(type) ? "uncompressed" : null;
}
