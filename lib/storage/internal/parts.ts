import "server-only";

/**
 * What a manifest names: config and layers, or the manifests of an index, by the numbers of their digests. `sizeBytes` is
 * its own, `sizes` are theirs.
 */
export type Parts = { isIndex: boolean; sizeBytes: number; ids: number[]; sizes: number[] };

/** Manifests by their numbers; null for one whose content was never read. */
export type PartsOf = ReadonlyMap<number, Parts | null>;
