import { z } from "zod";
import { indexProgressSchema } from "./index-progress";
import { itemProblemSchema } from "./problem";
import { repositorySchema } from "./repositories";

export const storageQuerySchema = z.object({
  /** The size that decides which repositories and namespaces are the largest. */
  by: z.enum(["unique", "size"]).default("unique"),
  /** How many repositories are listed one by one. */
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type StorageQuery = z.infer<typeof storageQuerySchema>;

export const largeRepositorySchema = repositorySchema.pick({
  name: true,
  tagCount: true,
  sizeBytes: true,
  uniqueSizeBytes: true,
});
export type LargeRepository = z.infer<typeof largeRepositorySchema>;

export const storageTotalsSchema = z.object({
  /**
   * Configs and layers that tags name, at any depth of an image index, each digest once: `uniqueBytes` + `sharedBytes`.
   */
  sizeBytes: z.number().int(),
  /** Bytes that one repository alone uses, summed over all repositories. */
  uniqueBytes: z.number().int(),
  /** Bytes that several repositories use. */
  sharedBytes: z.number().int(),
  /**
   * Manifests, configs and layers that no tag needs any more and that a plain collection frees, because they were
   * deleted.
   */
  deletedBytes: z.number().int(),
  /** Bytes that a collection with "remove untagged" frees in addition. */
  untaggedBytes: z.number().int(),
  /** The number of configs and layers. */
  blobs: z.number().int(),
  /** Blobs for which no manifest gives a size that can be true; their bytes are not counted. */
  unknownSizes: z.number().int(),
  /** Manifests that tags need and that could not be read; what they name is not counted. */
  unreadManifests: z.number().int(),
});
export type StorageTotals = z.infer<typeof storageTotalsSchema>;

export const storageNamespaceSchema = z.object({
  /** Empty for repositories without a namespace; null for the namespaces that are not listed one by one. */
  name: z.string().nullable(),
  repositories: z.number().int(),
  /** The sum over all its repositories; what two of them share is counted in both sizes. */
  sizeBytes: z.number().int(),
  uniqueSizeBytes: z.number().int(),
  /** Its repositories that are among the largest of the registry. */
  largest: z.array(largeRepositorySchema),
});
export type StorageNamespace = z.infer<typeof storageNamespaceSchema>;

export const sharedLayerSchema = z.object({
  digest: z.string(),
  sizeBytes: z.number().int(),
  /** How many repositories use it, and the name of one of them. */
  repositories: z.number().int(),
  repository: z.string(),
});
export type SharedLayer = z.infer<typeof sharedLayerSchema>;

/** What a registry held on a day. */
export const storageSampleSchema = z.object({
  /** In UTC, such as 2026-11-30. */
  day: z.string(),
  sizeBytes: z.number().int(),
  reclaimableBytes: z.number().int(),
  repositories: z.number().int(),
  tags: z.number().int(),
  /** False if not everything had been read that day. */
  complete: z.boolean(),
});
export type StorageSample = z.infer<typeof storageSampleSchema>;

/** What a registry holds, as far as its index has read it: `GET /api/r/{registry}/storage`. */
export const storageSchema = z.object({
  /** Null before the first measurement. */
  totals: storageTotalsSchema.nullable(),
  measuredAt: z.string().nullable(),
  /**
   * When something last became garbage, as far as the index has recorded it: for a plain collection, and for one that
   * removes untagged manifests.
   */
  garbageSince: z.object({ deleted: z.string().nullable(), untagged: z.string().nullable() }),
  /** False while there are repositories or tags that were never read, so that the registry holds more than is shown. */
  complete: z.boolean(),
  /** Whether missing data is being read, and why the registry could not be asked at the last attempt. */
  state: indexProgressSchema.shape.state,
  problem: itemProblemSchema.nullable(),
  /** Why the registry's list of repositories lacks some that it may have; null if it lacks none. */
  incomplete: z.string().nullable(),
  repositories: z.number().int(),
  /** Repositories whose tags are all read. */
  repositoriesRead: z.number().int(),
  tags: z.number().int(),
  /** The largest repositories by the chosen size, largest first. */
  largest: z.array(largeRepositorySchema),
  /** The size of the largest repository. */
  largestBytes: z.number().int(),
  /**
   * All repositories by namespace, the first part of their names. Largest first; if there are many, the smallest are
   * combined into one.
   */
  namespaces: z.array(storageNamespaceSchema),
  /** Layers that several repositories use, those used by most repositories first. */
  layers: z.array(sharedLayerSchema),
  /** One for each day, the oldest first. */
  samples: z.array(storageSampleSchema),
  /** Signatures and other referrers whose images are gone; null if that is not known yet. */
  orphaned: z
    .object({ tags: z.number().int(), repositories: z.number().int(), atMostBytes: z.number().int() })
    .nullable(),
});
export type Storage = z.infer<typeof storageSchema>;
