import { z } from "zod";
import type { IndexProgress } from "./index-progress";
import type { ItemProblem } from "./problem";
import type { Repository } from "./repositories";

export const storageQuerySchema = z.object({
  /** The size that decides which repositories and namespaces are the largest. */
  by: z.enum(["unique", "size"]).default("unique"),
  /** How many repositories are listed one by one. */
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type StorageQuery = z.infer<typeof storageQuerySchema>;

/** What a registry holds, as far as its index has read it: `GET /api/r/{registry}/storage`. */
export type Storage = {
  /** Null before the first measurement. */
  totals: StorageTotals | null;
  measuredAt: string | null;
  /**
   * When something last became garbage, as far as the index has recorded it: for a plain collection, and for one that
   * removes untagged manifests.
   */
  garbageSince: { deleted: string | null; untagged: string | null };
  /** False while there are repositories or tags that were never read, so that the registry holds more than is shown. */
  complete: boolean;
  /** Whether missing data is being read, and why the registry could not be asked at the last attempt. */
  state: IndexProgress["state"];
  problem: ItemProblem | null;
  /** Why the registry's list of repositories lacks some that it may have; null if it lacks none. */
  incomplete: string | null;
  repositories: number;
  /** Repositories whose tags are all read. */
  repositoriesRead: number;
  tags: number;
  /** The largest repositories by the chosen size, largest first. */
  largest: LargeRepository[];
  /** The size of the largest repository. */
  largestBytes: number;
  /**
   * All repositories by namespace, the first part of their names. Largest first; if there are many, the smallest are
   * combined into one.
   */
  namespaces: StorageNamespace[];
  /** Layers that several repositories use, those used by most repositories first. */
  layers: SharedLayer[];
  /** One for each day, the oldest first. */
  samples: StorageSample[];
  /** Signatures and other referrers whose images are gone; null if that is not known yet. */
  orphaned: { tags: number; repositories: number; atMostBytes: number } | null;
};

export type StorageTotals = {
  /**
   * Configs and layers that tags name, at any depth of an image index, each digest once: `uniqueBytes` + `sharedBytes`.
   */
  sizeBytes: number;
  /** Bytes that one repository alone uses, summed over all repositories. */
  uniqueBytes: number;
  /** Bytes that several repositories use. */
  sharedBytes: number;
  /**
   * Manifests, configs and layers that no tag needs any more and that a plain collection frees, because they were
   * deleted.
   */
  deletedBytes: number;
  /** Bytes that a collection with "remove untagged" frees in addition. */
  untaggedBytes: number;
  /** The number of configs and layers. */
  blobs: number;
  /** Blobs for which no manifest gives a size that can be true; their bytes are not counted. */
  unknownSizes: number;
  /** Manifests that tags need and that could not be read; what they name is not counted. */
  unreadManifests: number;
};

export type StorageNamespace = {
  /** Empty for repositories without a namespace; null for the namespaces that are not listed one by one. */
  name: string | null;
  repositories: number;
  /** The sum over all its repositories; what two of them share is counted in both sizes. */
  sizeBytes: number;
  uniqueSizeBytes: number;
  /** Its repositories that are among the largest of the registry. */
  largest: LargeRepository[];
};

export type LargeRepository = Pick<Repository, "name" | "tagCount" | "sizeBytes" | "uniqueSizeBytes">;

export type SharedLayer = {
  digest: string;
  sizeBytes: number;
  /** How many repositories use it, and the name of one of them. */
  repositories: number;
  repository: string;
};

/** What a registry held on a day. */
export type StorageSample = {
  /** In UTC, such as 2026-11-30. */
  day: string;
  sizeBytes: number;
  reclaimableBytes: number;
  repositories: number;
  tags: number;
  /** False if not everything had been read that day. */
  complete: boolean;
};
