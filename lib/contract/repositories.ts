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
});
export type RepositoryQuery = z.infer<typeof repositoryQuerySchema>;
