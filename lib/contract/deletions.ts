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
  /** Things that the plan names: tags, and manifests by digest. */
  all: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  /** Of those that are done, the ones that were put back. */
  restored: z.number().int(),
  /** Of those that are done, the ones that are being put back. */
  restoring: z.number().int(),
  /** Of those that are done and not put back, the ones that a garbage collection has made final. */
  final: z.number().int(),
  /** Of those that are done, the tags that named nothing: there is nothing of them to put back. */
  dangling: z.number().int(),
});

/** A plan of what is to be deleted, and, once it was started, how far it has come. */
export const plannedDeletionSchema = z.object({
  id: z.string(),
  registry: z.string(),
  repository: z.string(),
  state: deletionStateSchema,
  /** Of exactly what the plan would do; starting it takes this hash. */
  hash: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** When a plan that was not started can't be started any more. */
  expiresAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** Why it does not go on. */
  problem: itemProblemSchema.nullable(),
  withReferrers: z.boolean(),
  removeManifests: z.boolean(),
  wholeRepository: z.boolean(),
  hideName: z.boolean(),
  /** Tags that were asked for and go. */
  tags: z.number().int(),
  /** Tags of signatures and the like that go with their images. */
  attachedTags: z.number().int(),
  /** Signatures and the like that are attached to what goes, whether or not they go. */
  referrers: z.number().int(),
  /** Manifests that go by digest, as nothing uses them any more. */
  manifests: z.number().int(),
  /** Tags whose manifest stays, as something else uses it. */
  tagsOnKeptManifests: z.number().int(),
  /** Of the tags that go, those that name nothing. */
  danglingTags: z.number().int(),
  /** Tags that were asked for and are not there. */
  absentTags: z.number().int(),
  /** Tags that were asked for and are protected, so that they stay. */
  protectedTags: z.array(z.string()),
  /** Tags that were to go only if they named nothing, and name an image again, so that they stay. */
  namedAgainTags: z.array(z.string()),
  /** Tags that were asked for and can't be read, so that they stay. */
  unreadableTags: z.array(z.string()),
  /** Tags of indexes that have lost what they list: they can't be put back. */
  incompleteTags: z.array(z.string()),
  /** Other tags of the repository, which stay. */
  remainingTags: z.number().int(),
  /** Tags of the repository that could not be read: while there are any, nothing counts as unused. */
  unreadTags: z.number().int(),
  /** Bytes that a plain garbage collection would free afterwards, and those of the same manifests that others use too. */
  reclaimableBytes: z.number().int().nullable(),
  sharedBytes: z.number().int().nullable(),
  /** Where those manifests stay in the registry, untagged: what a collection that removes untagged ones would free. */
  untaggedBytes: z.number().int().nullable(),
  blockedBy: itemProblemSchema.nullable(),
  counts: countsSchema,
});
export type PlannedDeletion = z.infer<typeof plannedDeletionSchema>;

const filterSchema = tagQuerySchema.pick({ query: true, kind: true, platform: true, sameDigestAs: true }).extend({
  problem: z.boolean().optional(),
});

/** What to delete of a repository: these tags, all that match, or everything; and manifests by their digests. */
export const planDeletionSchema = z.strictObject({
  registry: registryNameSchema,
  repository: z.string().refine(isRepositoryName, "is not a repository name"),
  tags: z.array(z.string().refine(isTag, "is not a tag")).max(10_000).optional(),
  matching: filterSchema.strict().optional(),
  /** Of those that match, the ones that stay. */
  except: z.array(z.string()).max(10_000).optional(),
  /** Whether only those tags go that name nothing: one that was pushed again meanwhile stays. */
  onlyDangling: z.boolean().optional(),
  wholeRepository: z.boolean().default(false),
  /** Of a whole repository: whether the lists leave out the empty name that registries such as Distribution keep. */
  hideName: z.boolean().default(true),
  manifests: z.array(z.string().refine(isDigest, "is not a digest")).max(10_000).optional(),
  withReferrers: z.boolean().default(false),
  /** Whether manifests that nothing uses any more go too; by default where that is not too much for the registry. */
  removeManifests: z.boolean().optional(),
});
export type PlanDeletion = z.infer<typeof planDeletionSchema>;

/** Both are taken from the plan: what was looked at is what is done. */
export const startDeletionSchema = z.strictObject({ hash: z.string(), tags: z.number().int() });
export type StartDeletion = z.infer<typeof startDeletionSchema>;

export const deletionItemStateSchema = z.enum(["planned", "intended", "done", "failed", "skipped"]);

/** What else uses a manifest, so that it stays, at most five of each. */
export const keptForSchema = z.object({
  tags: z.array(z.string()),
  indexes: z.array(z.string()),
  referrers: z.array(z.string()),
});

export const deletionItemSchema = z.object({
  /** Its place in the plan. */
  at: z.number().int(),
  repository: z.string(),
  /** Null for a manifest that goes by its digest. */
  tag: z.string().nullable(),
  /** Null for a tag that names nothing. */
  digest: z.string().nullable(),
  method: z.enum(["tag", "untag", "manifest"]),
  /** False for what goes with something that was asked for. */
  asked: z.boolean(),
  state: deletionItemStateSchema,
  detail: z.string().nullable(),
  /** Why its manifest stays. */
  keptFor: keptForSchema.nullable(),
  endedAt: z.string().nullable(),
  restoredAt: z.string().nullable(),
  /** Why it could not be put back at the last attempt. */
  restoreProblem: itemProblemSchema.nullable(),
  /** The garbage collection that made it final. */
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
  /** Only those that are not over. */
  active: z.stringbool({ truthy: ["true"], falsy: ["false"] }).optional(),
});
export type DeletionQuery = z.infer<typeof deletionQuerySchema>;
export const deletionListSchema = listSchema(plannedDeletionSchema);
export type DeletionList = z.infer<typeof deletionListSchema>;

/** What was deleted through the console and may be put back. */
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
  /** What has been put back or is final is left out unless asked for. */
  all: z.stringbool({ truthy: ["true"], falsy: ["false"] }).optional(),
  /** Only what a garbage collection would make final: a plain one, or one that removes untagged manifests too. */
  endangeredBy: z.enum(["plain", "remove-untagged"]).optional(),
});
export type TrashQuery = z.infer<typeof trashQuerySchema>;
export const trashListSchema = listSchema(trashItemSchema);
export type TrashList = z.infer<typeof trashListSchema>;

/** Which of a deletion's items to put back; all of them where none are named. */
export const restoreSchema = z.strictObject({ items: z.array(z.number().int()).max(10_000).optional() });
export type Restore = z.infer<typeof restoreSchema>;
