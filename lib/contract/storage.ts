import { z } from "zod";
import type { IndexProgress } from "./index-progress";
import type { ItemProblem } from "./problem";
import type { Repository } from "./repositories";

export const storageQuerySchema = z.object({
  /** What makes a repository, or a namespace, one of the largest. */
  by: z.enum(["unique", "size"]).default("unique"),
  /** How many repositories are told of one by one. */
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type StorageQuery = z.infer<typeof storageQuerySchema>;

/** What a registry holds, as far as its index has read it: `GET /api/r/{registry}/storage`. */
export type Storage = {
  /** Null before the first measurement. */
  totals: StorageTotals | null;
  measuredAt: string | null;
  /** When something last became garbage, as far as the index knows: for a plain collection, and with untagged manifests. */
  garbageSince: { deleted: string | null; untagged: string | null };
  /** False while there are repositories or tags that were never read, so that there is more than is shown. */
  complete: boolean;
  /** Whether what is missing is being read, and why the registry could not be asked at the last attempt. */
  state: IndexProgress["state"];
  problem: ItemProblem | null;
  /** Why the registry's list of repositories lacks some that it may have; null where it lacks none. */
  incomplete: string | null;
  repositories: number;
  /** Those whose tags are all read. */
  repositoriesRead: number;
  tags: number;
  /** The largest repositories by the chosen size, largest first. */
  largest: LargeRepository[];
  /** The size of the largest repository. */
  largestBytes: number;
  /** The same, with all others, by namespace: the first part of their names. Largest first; of many, the smallest as one. */
  namespaces: StorageNamespace[];
  /** Layers that several repositories use, those of most repositories first. */
  layers: SharedLayer[];
  /** One for each day, the oldest first. */
  samples: StorageSample[];
  /** Signatures and the like whose images are gone; null where that is not known yet. */
  orphaned: { tags: number; repositories: number; atMostBytes: number } | null;
};

export type StorageTotals = {
  /** Configs and layers that tags name, at any depth of an index, each digest once: `uniqueBytes` + `sharedBytes`. */
  sizeBytes: number;
  /** What one repository alone uses, of all repositories together. */
  uniqueBytes: number;
  /** What several repositories use. */
  sharedBytes: number;
  /** Manifests, configs and layers that no tag needs any more and a plain collection frees, as they were deleted. */
  deletedBytes: number;
  /** What a collection with "remove untagged" frees besides. */
  untaggedBytes: number;
  /** Configs and layers. */
  blobs: number;
  /** Those of which no manifest says a size that can be true: what they take is not counted. */
  unknownSizes: number;
  /** Manifests that tags need and that could not be read; what they name is not counted. */
  unreadManifests: number;
};

export type StorageNamespace = {
  /** Empty for repositories without one; null for the namespaces that are not told of one by one. */
  name: string | null;
  repositories: number;
  /** Of all its repositories; what two of them share is in both sizes. */
  sizeBytes: number;
  uniqueSizeBytes: number;
  /** Those of its repositories that are among the largest of the registry. */
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
  /** By UTC, as 2026-11-30. */
  day: string;
  sizeBytes: number;
  reclaimableBytes: number;
  repositories: number;
  tags: number;
  /** False where not everything had been read that day. */
  complete: boolean;
};
