import "server-only";
import type { SharedLayer, StorageTotals } from "@/lib/contract/storage";

/** Numbers of a registry's index that differ after every change to what is measured. */
export type IndexRevision = { repositories: number; listed: number; sum: number };

/** What a measurement found for a registry as a whole; kept as JSON beside its index. */
export type Measurement = StorageTotals & {
  measuredAt: number;
  /** Of the index, as it was measured. */
  revision: IndexRevision;
  /** False while there are repositories or tags that were never read. */
  complete: boolean;
  repositories: number;
  tags: number;
  /** Those of most repositories first. */
  layers: SharedLayer[];
};

/** The measurement as it was kept; null where there is none yet. */
export function parseMeasurement(stored: string | null): Measurement | null {
  if (stored === null) return null;
  // An earlier version didn't count those of unknown size.
  const read = JSON.parse(stored) as Measurement & { unknownSizes?: number };
  return { ...read, unknownSizes: read.unknownSizes ?? 0 };
}
