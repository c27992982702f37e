import { z } from "zod";
import { pagingShape } from "./list";
import { registryNameSchema } from "./registries";

/** Why something may go. */
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
  /** What was built, pushed or pulled since is not stale. */
  days: z.coerce.number().int().min(1).max(3_650).default(90),
  /** How many of the newest of a repository are never old. */
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
  /** Tags, or of `untagged` manifests. */
  count: z.number().int(),
  repositories: z.number().int(),
  /** Compressed bytes of their manifests, each once: what deleting them frees is at most that. */
  atMostBytes: z.number().int(),
});

export const staleItemSchema = z.object({
  repository: z.string(),
  kind: staleKindSchema,
  count: z.number().int(),
  atMostBytes: z.number().int(),
  /** A few of them. */
  names: z.array(z.string()),
  /** The reason, in a sentence. */
  because: z.string(),
});
export type StaleItem = z.infer<typeof staleItemSchema>;

export type StaleList = {
  groups: z.infer<typeof staleGroupSchema>[];
  items: StaleItem[];
  total: number;
  nextCursor: string | null;
  /** When this was found out; what changed since is not in it. */
  checkedAt: string;
  /** Why nothing is called not pulled; null where that can be told. */
  pullsUnknown: string | null;
};

export const staleNamesQuerySchema = z.object({
  ...choiceShape,
  repository: z.string().max(255),
  kind: staleKindSchema,
});

/** What to plan the deletion of: tags, or manifests by digest. */
export type StaleNames = { tags: string[]; manifests: string[] };
