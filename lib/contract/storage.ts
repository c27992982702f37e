import { z } from "zod";
import { repositorySchema } from "./repositories";

const bytes = z.number().int();

export const sharedLayerSchema = z.object({
  digest: z.string(),
  sizeBytes: bytes,
  /** How many repositories use it. */
  repositories: z.number().int(),
  /** The name of one of them. */
  repository: z.string(),
});
export type SharedLayer = z.infer<typeof sharedLayerSchema>;

export const storageTotalsSchema = z.object({
  /** Configs and layers that tags name, at any depth of an index, each digest once: `uniqueBytes` + `sharedBytes`. */
  sizeBytes: bytes,
  /** What one repository alone uses, of all repositories together. */
  uniqueBytes: bytes,
  /** What several repositories use. */
  sharedBytes: bytes,
  /** Manifests, configs and layers that no tag needs any more and a plain collection frees, as they were deleted. */
  deletedBytes: bytes,
  /** What a collection with "remove untagged" frees besides. */
  untaggedBytes: bytes,
  /** Configs and layers. */
  blobs: z.number().int(),
  /** Manifests that tags need and that could not be read; what they name is not counted. */
  unreadManifests: z.number().int(),
});
export type StorageTotals = z.infer<typeof storageTotalsSchema>;

/** What a registry held on a day. */
export const storageSampleSchema = z.object({
  /** By UTC, as 2026-11-30. */
  day: z.string(),
  sizeBytes: bytes,
  reclaimableBytes: bytes,
  repositories: z.number().int(),
  tags: z.number().int(),
  /** False where not everything had been read that day. */
  complete: z.boolean(),
});
export type StorageSample = z.infer<typeof storageSampleSchema>;

/** `GET /api/r/{registry}/storage`: what a registry holds, as far as its index has read it. */
export const storageSchema = z.object({
  /** Null before the first measurement. */
  totals: storageTotalsSchema.nullable(),
  measuredAt: z.string().nullable(),
  /** False while there are repositories or tags that were never read, so that there is more than is shown. */
  complete: z.boolean(),
  /** Why the registry's list of repositories lacks some that it may have; null where it lacks none. */
  incomplete: z.string().nullable(),
  repositories: z.number().int(),
  /** Those whose tags are all read. */
  repositoriesRead: z.number().int(),
  tags: z.number().int(),
  /** The largest repositories by the chosen size, largest first. */
  largest: z.array(repositorySchema.pick({ name: true, tagCount: true, sizeBytes: true, uniqueSizeBytes: true })),
  /** The others together. */
  others: z.object({ repositories: z.number().int(), sizeBytes: bytes, uniqueSizeBytes: bytes }),
  layers: z.array(sharedLayerSchema),
  samples: z.array(storageSampleSchema),
});
export type Storage = z.infer<typeof storageSchema>;

export const storageQuerySchema = z.object({
  /** What makes a repository one of the largest. */
  by: z.enum(["unique", "size"]).default("unique"),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type StorageQuery = z.infer<typeof storageQuerySchema>;
