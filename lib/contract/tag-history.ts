import { z } from "zod";
import { isDigest } from "@/lib/oci/digest";
import { listSchema, pagingShape } from "./list";
import { itemProblemSchema } from "./problem";

/**
 * What a move is known by: the registry told of a push or of a delete, or of neither and a look found it so; or it was
 * done through the console, by a deletion, by putting something back, or by reverting the tag.
 */
export const tagMoveSourceSchema = z.enum(["push", "delete", "look", "deletion", "restore", "revert"]);
export type TagMoveSource = z.infer<typeof tagMoveSourceSchema>;

/** That a tag began to name something else, or came, or went. */
export const tagMoveSchema = z.object({
  /** When it happened; of one that nobody told of, when it was first seen. */
  at: z.string(),
  /** Of one that nobody told of: when the tag was last known to name what it named before. Null where `at` is the time. */
  since: z.string().nullable(),
  /** What it named before; null where there was no such tag, or where that is not known. */
  from: z.string().nullable(),
  fromKnown: z.boolean(),
  /** What it named then; null where there was no such tag any more. */
  to: z.string().nullable(),
  source: tagMoveSourceSchema,
  /** Who it was: the account that the registry told of, or the person here. */
  by: z.string().nullable(),
  /** The program that the registry told of. */
  client: z.string().nullable(),
  /** Where the registry was asked from, where it told of no account. */
  address: z.string().nullable(),
  /** The deletion that took it, or whose items were put back. */
  deletion: z.string().nullable(),
});
export type TagMove = z.infer<typeof tagMoveSchema>;

export const tagHistoryQuerySchema = z.object({ limit: pagingShape.limit, cursor: pagingShape.cursor });
export type TagHistoryQuery = z.infer<typeof tagHistoryQuerySchema>;

export const tagHistorySchema = listSchema(tagMoveSchema).extend({
  /** What the tag names as far as the index knows; null where it has no such tag, or has not read it. */
  digest: z.string().nullable(),
  /** Since when moves of this tag would be known. */
  knownSince: z.string().nullable(),
});
export type TagHistory = z.infer<typeof tagHistorySchema>;

const digestSchema = z.string().refine(isDigest, "is not a digest");
export const revertQuerySchema = z.object({ digest: digestSchema });
export const revertBodySchema = z.strictObject({ digest: digestSchema });

/** What reverting a tag would do, and why it can't be done where that is so. */
export const revertPlanSchema = z.object({
  tag: z.string(),
  /** What the tag names now; null where it is gone. */
  from: z.string().nullable(),
  to: z.string(),
  /** Other tags on what it names now: while there are any, that does not become untagged. */
  keptTags: z.array(z.string()),
  /** False where the registry has lost the manifest, and it is put there again from the bytes that the console kept. */
  inRegistry: z.boolean(),
  /** Digests of what neither the registry nor the console has, the first of them. */
  missing: z.array(z.string()),
  blockedBy: itemProblemSchema.nullable(),
});
export type RevertPlan = z.infer<typeof revertPlanSchema>;

/** A tag that was reverted: what it named before, null where it was gone, and what it names now. */
export const revertedTagSchema = z.object({ tag: z.string(), from: z.string().nullable(), to: z.string() });
export type RevertedTag = z.infer<typeof revertedTagSchema>;
