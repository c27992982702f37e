import { z } from "zod";
import { isDigest } from "@/lib/oci/digest";
import { isRepositoryName } from "@/lib/oci/repository-name";
import { isTag } from "@/lib/oci/tag";
import { listSchema, pagingShape } from "./list";
import { itemProblemSchema } from "./problem";
import { registryNameSchema } from "./registries";
import { tagQuerySchema } from "./tags";

export const deletionStateSchema = z.enum(["planned", "queued", "running", "paused", "cancelled", "done"]);
export type DeletionState = z.infer<typeof deletionStateSchema>;

const countsSchema = z.object({
  /** Items that the plan names: tags, and manifests by digest. */
  all: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  /** Done items that were put back. */
  restored: z.number().int(),
  /** Done items that are being put back. */
  restoring: z.number().int(),
  /** Done items that were not put back and that a garbage collection has made final. */
  final: z.number().int(),
  /** Done tags that named nothing: there is nothing to put back. */
  dangling: z.number().int(),
});

/** A plan of what to delete and, once it is started, its progress. */
export const plannedDeletionSchema = z.object({
  id: z.string(),
  registry: z.string(),
  repository: z.string(),
  state: deletionStateSchema,
  /** The hash of exactly what the plan would do; starting the deletion requires it. */
  hash: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** The time from which a plan that was not started can't be started any more. */
  expiresAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** Why the deletion does not continue. */
  problem: itemProblemSchema.nullable(),
  withReferrers: z.boolean(),
  removeManifests: z.boolean(),
  wholeRepository: z.boolean(),
  hideName: z.boolean(),
  /** Requested tags that the plan deletes. */
  tags: z.number().int(),
  /** Tags of signatures and other referrers that are deleted with their images. */
  attachedTags: z.number().int(),
  /** Signatures and other referrers of what is deleted, whether or not they are deleted. */
  referrers: z.number().int(),
  /** Manifests that are deleted by digest, because nothing uses them any more. */
  manifests: z.number().int(),
  /** Tags whose manifest stays, because something else uses it. */
  tagsOnKeptManifests: z.number().int(),
  /** Tags to delete that name nothing. */
  danglingTags: z.number().int(),
  /** Requested tags that don't exist. */
  absentTags: z.number().int(),
  /** Requested tags that are protected, so that they stay. */
  protectedTags: z.array(z.string()),
  /** Tags that were to be deleted only if they named nothing, but name an image again, so that they stay. */
  namedAgainTags: z.array(z.string()),
  /** Requested tags that can't be read, so that they stay. */
  unreadableTags: z.array(z.string()),
  /** Tags of image indexes that have lost what they list: they can't be put back. */
  incompleteTags: z.array(z.string()),
  /** Other tags of the repository, which stay. */
  remainingTags: z.number().int(),
  /** Tags of the repository that could not be read: while there are any, nothing counts as unused. */
  unreadTags: z.number().int(),
  /**
   * Bytes that a plain garbage collection would free afterwards, and bytes of the same manifests that others use too.
   */
  reclaimableBytes: z.number().int().nullable(),
  sharedBytes: z.number().int().nullable(),
  /**
   * If those manifests stay in the registry, untagged: the bytes that a collection of untagged manifests would free.
   */
  untaggedBytes: z.number().int().nullable(),
  blockedBy: itemProblemSchema.nullable(),
  counts: countsSchema,
});
export type PlannedDeletion = z.infer<typeof plannedDeletionSchema>;

const filterSchema = tagQuerySchema.pick({ query: true, kind: true, platform: true, sameDigestAs: true }).extend({
  problem: z.boolean().optional(),
});

/** What to delete from a repository: these tags, all that match, or everything; and manifests by their digests. */
export const planDeletionSchema = z.strictObject({
  registry: registryNameSchema,
  repository: z.string().refine(isRepositoryName, "is not a repository name"),
  tags: z.array(z.string().refine(isTag, "is not a tag")).max(10_000).optional(),
  matching: filterSchema.strict().optional(),
  /** Matching tags that stay. */
  except: z.array(z.string()).max(10_000).optional(),
  /** Whether to delete only tags that name nothing: a tag that was pushed again meanwhile stays. */
  onlyDangling: z.boolean().optional(),
  wholeRepository: z.boolean().default(false),
  /** For a whole repository: whether the lists leave out the empty name that registries such as Distribution keep. */
  hideName: z.boolean().default(true),
  manifests: z.array(z.string().refine(isDigest, "is not a digest")).max(10_000).optional(),
  withReferrers: z.boolean().default(false),
  /**
   * Whether to delete manifests that nothing uses any more too; by default if that is not too much for the registry.
   */
  removeManifests: z.boolean().optional(),
});
export type PlanDeletion = z.infer<typeof planDeletionSchema>;

/** Both values come from the plan: exactly the plan that was looked at is carried out. */
export const startDeletionSchema = z.strictObject({ hash: z.string(), tags: z.number().int() });
export type StartDeletion = z.infer<typeof startDeletionSchema>;

export const deletionItemStateSchema = z.enum(["planned", "intended", "done", "failed", "skipped"]);

/** What else uses a manifest, so that it stays; at most five of each. */
export const keptForSchema = z.object({
  tags: z.array(z.string()),
  indexes: z.array(z.string()),
  referrers: z.array(z.string()),
});

export const deletionItemSchema = z.object({
  /** The item's place in the plan. */
  at: z.number().int(),
  repository: z.string(),
  /** Null for a manifest that is deleted by its digest. */
  tag: z.string().nullable(),
  /** Null for a tag that names nothing. */
  digest: z.string().nullable(),
  method: z.enum(["tag", "untag", "manifest"]),
  /** False for an item that is deleted along with a requested one. */
  asked: z.boolean(),
  state: deletionItemStateSchema,
  detail: z.string().nullable(),
  /** Why the tag's manifest stays. */
  keptFor: keptForSchema.nullable(),
  endedAt: z.string().nullable(),
  restoredAt: z.string().nullable(),
  /** Why the item could not be put back at the last attempt. */
  restoreProblem: itemProblemSchema.nullable(),
  /** The garbage collection that made the item final. */
  finalRun: z.string().nullable(),
});
export type DeletionItem = z.infer<typeof deletionItemSchema>;

export const deletionItemQuerySchema = z.object({
  ...pagingShape,
  state: deletionItemStateSchema.optional(),
  /** Only tags, or only manifests. */
  kind: z.enum(["tag", "manifest"]).optional(),
});
export type DeletionItemQuery = z.infer<typeof deletionItemQuerySchema>;
export const deletionItemListSchema = listSchema(deletionItemSchema);
export type DeletionItemList = z.infer<typeof deletionItemListSchema>;

export const deletionQuerySchema = z.object({
  ...pagingShape,
  registry: registryNameSchema.optional(),
  /** Only deletions that have not finished. */
  active: z.stringbool({ truthy: ["true"], falsy: ["false"] }).optional(),
});
export type DeletionQuery = z.infer<typeof deletionQuerySchema>;
export const deletionListSchema = listSchema(plannedDeletionSchema);
export type DeletionList = z.infer<typeof deletionListSchema>;

/** An item that was deleted through the console and may be put back. */
export const trashItemSchema = deletionItemSchema.extend({
  deletion: z.string(),
  registry: z.string(),
  mediaType: z.string().nullable(),
  deletedBy: z.string(),
});
export type TrashItem = z.infer<typeof trashItemSchema>;
export const trashQuerySchema = z.object({
  ...pagingShape,
  registry: registryNameSchema.optional(),
  repository: z.string().max(255).optional(),
  /** Whether items that were put back or are final are included; by default they are left out. */
  all: z.stringbool({ truthy: ["true"], falsy: ["false"] }).optional(),
  /** Only items that a garbage collection would make final: a plain one, or one that removes untagged manifests too. */
  endangeredBy: z.enum(["plain", "remove-untagged"]).optional(),
});
export type TrashQuery = z.infer<typeof trashQuerySchema>;
export const trashListSchema = listSchema(trashItemSchema);
export type TrashList = z.infer<typeof trashListSchema>;

/** The items of a deletion to put back; all items if none are named. */
export const restoreSchema = z.strictObject({ items: z.array(z.number().int()).max(10_000).optional() });
export type Restore = z.infer<typeof restoreSchema>;
