import { z } from "zod";
import { registryNameSchema } from "./registries";
import { kindSchema } from "./tags";

export const longestQuery = 200;

export const searchQuerySchema = z.object({
  /**
   * Words that each narrow the result: parts of names, tags, digests, labels; also a reference such as `team/app:1.4`.
   */
  query: z.string().max(longestQuery).default(""),
  registry: registryNameSchema.optional(),
  /** Only tags of exactly this name. */
  tag: z.string().min(1).max(128).optional(),
  /** Only tags with exactly this label or annotation, as `name=value`. */
  label: z.string().min(1).max(401).optional(),
  /** At most this many hits of each kind. */
  limit: z.coerce.number().int().min(1).max(50).default(6),
});
export type SearchQuery = z.infer<typeof searchQuerySchema>;

const place = { registry: z.string(), repository: z.string() };

const repositoryHitSchema = z.object({
  kind: z.literal("repository"),
  ...place,
  /** Null until the repository's tag list was read. */
  tagCount: z.number().int().nullable(),
  pushedAt: z.string().nullable(),
});

const tagHitSchema = z.object({
  kind: z.literal("tag"),
  ...place,
  tag: z.string(),
  digest: z.string().nullable(),
  createdAt: z.string().nullable(),
});

/** A tag name that many repositories have; a query with `tag` returns each of the tags. */
const tagNameHitSchema = z.object({
  kind: z.literal("tag-name"),
  tag: z.string(),
  repositories: z.number().int(),
  /** True if there are more than could be counted. */
  more: z.boolean(),
});

const manifestHitSchema = z.object({
  kind: z.literal("manifest"),
  ...place,
  digest: z.string(),
  manifestKind: kindSchema,
  /** A few tags of that repository that name the manifest; empty if it is untagged. */
  tags: z.array(z.string()),
  /** True if the tags name an image index that lists the manifest instead. */
  viaIndex: z.boolean(),
});

const blobHitSchema = z.object({
  kind: z.literal("blob"),
  ...place,
  digest: z.string(),
  role: z.enum(["config", "layer"]),
  sizeBytes: z.number().int(),
  /** The digest of a manifest of that repository that names the blob, and that manifest's tag if it has one. */
  manifest: z.string(),
  tag: z.string().nullable(),
  /** The number of manifests that name the blob, in all registries. */
  manifests: z.number().int(),
  more: z.boolean(),
});

const labelHitSchema = z.object({
  kind: z.literal("label"),
  name: z.string(),
  value: z.string(),
  /** The number of tags with the label; if there are several, a query with `label` returns each. */
  tags: z.number().int(),
  more: z.boolean(),
  /** The newest of these tags. */
  ...place,
  tag: z.string(),
});

export const searchAnswerSchema = z.object({
  /** The best hits first, hits of one kind next to each other. */
  items: z.array(
    z.discriminatedUnion("kind", [
      repositoryHitSchema,
      tagHitSchema,
      tagNameHitSchema,
      manifestHitSchema,
      blobHitSchema,
      labelHitSchema,
    ]),
  ),
  /** Registries that were not completely read yet: they may hold more hits. */
  incomplete: z.array(z.string()),
});
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
export type SearchHit = SearchAnswer["items"][number];
export type HitOf<Kind extends SearchHit["kind"]> = Extract<SearchHit, { kind: Kind }>;
