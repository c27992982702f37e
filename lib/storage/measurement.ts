import "server-only";

/** Numbers of a registry's index that differ after every change to what is measured. */
export type IndexRevision = { repositories: number; listed: number; sum: number };

/** What a measurement found for a registry as a whole; kept as JSON beside its index. */
export type Measurement = {
  measuredAt: number;
  /** Of the index, as it was measured. */
  revision: IndexRevision;
  /** False while there are repositories or tags that were never read. */
  complete: boolean;
  repositories: number;
  tags: number;
  /** Manifests that tags need and nobody could read. */
  unreadManifests: number;
  /** Configs and layers that tags need, and their bytes: the unique ones of all repositories and the shared ones. */
  blobs: number;
  sizeBytes: number;
  uniqueBytes: number;
  sharedBytes: number;
  /** What a plain collection would free, and what removing untagged manifests would free besides. */
  deletedBytes: number;
  untaggedBytes: number;
  /** Layers that several repositories use, those of most repositories first. */
  layers: SharedLayer[];
};

export type SharedLayer = {
  digest: string;
  sizeBytes: number;
  /** How many repositories use it, and the name of one of them. */
  repositories: number;
  repository: string;
};

/** The measurement as it was kept; null where there is none yet. */
export function parseMeasurement(stored: string | null): Measurement | null {
  return stored === null ? null : (JSON.parse(stored) as Measurement);
}
