import "server-only";

export type Reclaimable = { bytes: number; sizes: Map<string, number>; unknownSizes: number };

/** Returns the bytes of the blobs that a collector named, from the known sizes; `eligible` is how many it counted. */
export async function measureReclaimable(
  blobs: ReadonlySet<string>,
  eligible: number,
  findSizes: (digests: readonly string[]) => Promise<Map<string, number>>,
): Promise<Reclaimable> {
  const sizes = await findSizes([...blobs]);
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  // A collector that prints its totals only (--quiet) leaves every size unknown.
  const listed = Math.max(blobs.size, eligible);
  return { bytes, sizes, unknownSizes: listed - sizes.size };
}

/** Returns the bytes that were freed: the known sizes of the removed blobs. */
export function measureReclaimed(sizes: Map<string, number>, removed: (digest: string) => boolean): number {
  let bytes = 0;
  for (const [digest, size] of sizes) if (removed(digest)) bytes += size;
  return bytes;
}
