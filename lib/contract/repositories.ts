import { z } from "zod";
import { listSchema, orderSchema, pagingShape } from "./list";
import { itemProblemSchema } from "./problem";

export const repositorySchema = z.object({
  name: z.string(),
  tagCount: z.number().int().nullable(),
  sizeBytes: z.number().int().nullable(),
  uniqueSizeBytes: z.number().int().nullable(),
  pushedAt: z.string().nullable(),
  pulledAt: z.string().nullable(),
  /** Why the values are missing, where reading them failed. */
  problem: itemProblemSchema.nullable(),
});
export type Repository = z.infer<typeof repositorySchema>;

export const repositoryListSchema = listSchema(repositorySchema);

export const repositoryQuerySchema = z.object({
  ...pagingShape,
  sort: z.enum(["name", "tags", "size", "pushed", "pulled"]).default("name"),
  order: orderSchema.optional(),
  /** How long the answer may wait for tag counts; 0 answers at once with those known already, and reads none. */
  waitMs: z.coerce.number().int().min(0).max(15_000).default(3_000),
});
export type RepositoryQuery = z.infer<typeof repositoryQuerySchema>;
