import "server-only";
import type { SharedLayer, StorageTotals } from "@/lib/contract/storage";

/** Numbers of a registry's index that differ after every change to what is measured. */
export type IndexRevision = { repositories: number; listed: number; sum: number };

/** The result of measuring a whole registry; kept as JSON beside its index. */
export type Measurement = StorageTotals & {
  measuredAt: number;
  /** The revision of the index that was measured. */
  revision: IndexRevision;
  /** False while some repositories or tags have never been read. */
  complete: boolean;
  repositories: number;
  tags: number;
  /** Those that most repositories share come first. */
  layers: SharedLayer[];
};

/** Returns the stored measurement; null if there is none yet. */
export function parseMeasurement(stored: string | null): Measurement | null {
  if (stored === null) return null;
  // An earlier version didn't count blobs of unknown size.
  const read = JSON.parse(stored) as Measurement & { unknownSizes?: number };
  return { ...read, unknownSizes: read.unknownSizes ?? 0 };
}
