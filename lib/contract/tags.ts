import { z } from "zod";
import { listSchema, orderSchema, pagingShape } from "./list";
import { itemProblemSchema } from "./problem";

export const kindSchema = z.enum(["image", "index", "artifact", "unknown"]);

export const tagSchema = z.object({
  tag: z.string(),
  /** Null until it has been read, or if it can't be read. */
  digest: z.string().nullable(),
  mediaType: z.string().nullable(),
  kind: kindSchema,
  /**
   * The artifact type (`artifactType`, else the config's media type, or the media type of files that are no layers).
   */
  artifactType: z.string().nullable(),
  platforms: z.array(z.string()),
  /** Platforms that the image index names and the registry doesn't have. */
  missingPlatforms: z.array(z.string()),
  /** Compressed bytes; for an image index, of its largest platform. */
  sizeBytes: z.number().int().nullable(),
  /** Compressed bytes of an image index's smallest platform; otherwise the same as sizeBytes. */
  minSizeBytes: z.number().int().nullable(),
  createdAt: z.string().nullable(),
  pushedAt: z.string().nullable(),
  pulledAt: z.string().nullable(),
  /** Pulls that the registry reported, by the tag or by the digest that it names. */
  pullCount: z.number().int(),
  sameDigest: z.array(z.string()),
  /** Signatures, SBOMs and attestations found beside the image. */
  referrerCount: z.number().int(),
  problem: itemProblemSchema.nullable(),
});
export type Tag = z.infer<typeof tagSchema>;

/** The values that the tags can be filtered by, over all of them. */
export const tagFacetsSchema = z.object({
  platforms: z.array(z.string()),
  kinds: z.array(kindSchema),
  /** Tags with a problem. */
  problems: z.number().int(),
  /** The compressed bytes of the largest tag. */
  largestBytes: z.number().int().nullable(),
  /** Whether any tag has a time of its push, or of its last pull. */
  pushed: z.boolean(),
  pulled: z.boolean(),
});
export type TagFacets = z.infer<typeof tagFacetsSchema>;

/**
 * Counts of the tags that hold signatures and other referrers, which the list leaves out unless its query begins with
 * `sha256-`.
 */
export const attachedTagsSchema = z.object({
  signatures: z.number().int(),
  attestations: z.number().int(),
  sboms: z.number().int(),
  /** Lists of referrers (`sha256-<hex>`), for a registry without the referrers API. */
  lists: z.number().int(),
});
export type AttachedTags = z.infer<typeof attachedTagsSchema>;

export const tagListSchema = listSchema(tagSchema).extend({ facets: tagFacetsSchema, attached: attachedTagsSchema });
export type TagList = z.infer<typeof tagListSchema>;

export const tagQuerySchema = z.object({
  ...pagingShape,
  sort: z.enum(["tag", "semver", "size", "created", "pushed", "pulled"]).default("semver"),
  order: orderSchema.optional(),
  /** Only tags with this platform, such as `linux/amd64`. */
  platform: z.string().max(200).optional(),
  kind: kindSchema.optional(),
  /** Only tags with a problem, or only those without. */
  problem: z.stringbool({ truthy: ["true"], falsy: ["false"] }).optional(),
  /** Only tags that name the same manifest as this tag or digest does. */
  sameDigestAs: z.string().max(200).optional(),
  /** How long the answer may wait for details that are not read yet; 0 answers with the names at once. */
  waitMs: z.coerce.number().int().min(0).max(15_000).default(5_000),
});
export type TagQuery = z.infer<typeof tagQuerySchema>;
