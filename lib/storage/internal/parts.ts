import "server-only";

/** A size of 0 means that the size is unknown. */
export type Blob = { id: number; sizeBytes: number };

/**
 * What a manifest names, by the numbers of the digests: the configs and layers, and the manifests that an image index
 * lists. `sizeBytes` is the manifest's own size.
 */
export type Parts = { sizeBytes: number; manifests: number[]; blobs: Blob[] };

/** Manifests by their numbers; null if the content was never read. */
export type PartsOf = ReadonlyMap<number, Parts | null>;
