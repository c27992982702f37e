import { z } from "zod";
import { pagingShape } from "./list";
import { registryNameSchema } from "./registries";

/** Why something may be deleted. */
export const staleKindSchema = z.enum([
  "not-pulled",
  "old",
  "pre-release",
  "branch",
  "broken",
  "untagged",
  "orphaned",
  "same-digest",
]);
export type StaleKind = z.infer<typeof staleKindSchema>;

const choiceShape = {
  registry: registryNameSchema,
  /** Anything built, pushed or pulled within this many days is not stale. */
  days: z.coerce.number().int().min(1).max(3_650).default(90),
  /** How many of a repository's newest tags never count as old. */
  keep: z.coerce.number().int().min(0).max(1_000).default(5),
};

export const staleQuerySchema = z.object({
  ...pagingShape,
  ...choiceShape,
  kind: staleKindSchema.optional(),
});
export type StaleQuery = z.infer<typeof staleQuerySchema>;

export const staleGroupSchema = z.object({
  kind: staleKindSchema,
  /** The number of tags or, for `untagged`, of manifests. */
  count: z.number().int(),
  repositories: z.number().int(),
  /** Compressed bytes of their manifests, each counted once: deleting them frees at most this. */
  atMostBytes: z.number().int(),
});

export const staleItemSchema = z.object({
  repository: z.string(),
  kind: staleKindSchema,
  count: z.number().int(),
  atMostBytes: z.number().int(),
  /** The names of a few of them. */
  names: z.array(z.string()),
  /** The reason, in a sentence. */
  because: z.string(),
});
export type StaleItem = z.infer<typeof staleItemSchema>;

export const staleListSchema = z.object({
  groups: z.array(staleGroupSchema),
  items: z.array(staleItemSchema),
  total: z.number().int(),
  nextCursor: z.string().nullable(),
  /** When this was determined; later changes are not included. */
  checkedAt: z.string(),
  /** Why nothing is listed as not pulled; null if that can be determined. */
  pullsUnknown: z.string().nullable(),
});
export type StaleList = z.infer<typeof staleListSchema>;

export const staleNamesQuerySchema = z.object({
  ...choiceShape,
  repository: z.string().max(255),
  kind: staleKindSchema,
});

/** The names to plan a deletion of: tags, or manifests by digest. */
export const staleNamesSchema = z.object({ tags: z.array(z.string()), manifests: z.array(z.string()) });
export type StaleNames = z.infer<typeof staleNamesSchema>;
