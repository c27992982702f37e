import "server-only";

/** A size of 0 is one that isn't known. */
export type Blob = { id: number; sizeBytes: number };

/**
 * What a manifest names, by the numbers of the digests: the configs and layers, and the manifests that an index lists.
 * `sizeBytes` is its own size.
 */
export type Parts = { sizeBytes: number; manifests: number[]; blobs: Blob[] };

/** Manifests by their numbers; null for one whose content was never read. */
export type PartsOf = ReadonlyMap<number, Parts | null>;
