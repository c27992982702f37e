import { z } from "zod";
import { listSchema, orderSchema, pagingShape } from "./list";
import { itemProblemSchema } from "./problem";

export const repositorySchema = z.object({
  name: z.string(),
  tagCount: z.number().int().nullable(),
  /** Tags that were never read: no size includes what they need. */
  unreadTagCount: z.number().int(),
  sizeBytes: z.number().int().nullable(),
  /** Bytes of config and layers that only this repository uses. */
  uniqueSizeBytes: z.number().int().nullable(),
  /** Bytes that a garbage collection would free here. */
  reclaimableBytes: z.number().int().nullable(),
  pushedAt: z.string().nullable(),
  pulledAt: z.string().nullable(),
  /** Pulls that the registry reported. */
  pullCount: z.number().int(),
  /** Why values are missing, if reading them failed. */
  problem: itemProblemSchema.nullable(),
});
export type Repository = z.infer<typeof repositorySchema>;

export const repositoryQuerySchema = z.object({
  ...pagingShape,
  sort: z.enum(["name", "tags", "size", "unique", "reclaimable", "pushed", "pulled"]).default("name"),
  order: orderSchema.optional(),
  /** Whether empty repositories that a user has chosen to hide are included. */
  hidden: z.stringbool({ truthy: ["true"], falsy: ["false"] }).optional(),
  /** How long the answer may wait for the registry; 0 answers at once with what is known. */
  waitMs: z.coerce.number().int().min(0).max(15_000).default(3_000),
});
export type RepositoryQuery = z.infer<typeof repositoryQuerySchema>;

/** `hiddenCount`: empty repositories that are left out because a user has chosen to hide them. */
export const repositoryListSchema = listSchema(repositorySchema).extend({ hiddenCount: z.number().int() });
export type RepositoryList = z.infer<typeof repositoryListSchema>;

export const hideRepositorySchema = z.strictObject({ hidden: z.boolean() });
