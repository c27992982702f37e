import "server-only";
import type { CollectorReport } from "./parse-collector-output";

export type Reclaimable = { bytes: number; sizes: Map<string, number>; unknownSizes: number };

/** The bytes of the blobs that a dry run found, from the sizes that are known. */
export async function measureReclaimable(
  report: CollectorReport,
  findSizes: (digests: readonly string[]) => Promise<Map<string, number>>,
): Promise<Reclaimable> {
  const sizes = await findSizes([...report.blobs]);
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  // A collector that prints its totals only (--quiet) leaves every size unknown.
  const listed = Math.max(report.blobs.size, report.summary?.blobsEligible ?? 0);
  return { bytes, sizes, unknownSizes: listed - sizes.size };
}

/** The bytes that are gone: of the blobs with known sizes, those that don't remain. */
export function measureReclaimed(sizes: Map<string, number>, removed: (digest: string) => boolean): number {
  let bytes = 0;
  for (const [digest, size] of sizes) if (removed(digest)) bytes += size;
  return bytes;
}
