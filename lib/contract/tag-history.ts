import { z } from "zod";
import { isDigest } from "@/lib/oci/digest";
import { listSchema, pagingShape } from "./list";
import { itemProblemSchema } from "./problem";

/**
 * How a move is known: the registry reported a push or a delete; it reported neither and a look found the move; or it
 * was made through the console, by a deletion, by putting something back, or by reverting the tag.
 */
export const tagMoveSourceSchema = z.enum(["push", "delete", "look", "deletion", "restore", "revert"]);
export type TagMoveSource = z.infer<typeof tagMoveSourceSchema>;

/** A move of a tag: it began to name something else, appeared or disappeared. */
export const tagMoveSchema = z.object({
  /** When it happened or, for a move that nobody reported, when it was first seen. */
  at: z.string(),
  /**
   * For a move that nobody reported: when the tag was last known to name what it named before. Null if `at` is the time
   * of the move.
   */
  since: z.string().nullable(),
  /** What the tag named before; null if there was no such tag, or if that is not known. */
  from: z.string().nullable(),
  fromKnown: z.boolean(),
  /** What the tag named then; null if there was no such tag any more. */
  to: z.string().nullable(),
  source: tagMoveSourceSchema,
  /** Who moved the tag: the account that the registry reported, or the person here. */
  by: z.string().nullable(),
  /** The program that the registry reported. */
  client: z.string().nullable(),
  /** The address from which the registry was asked, if the registry reported no account. */
  address: z.string().nullable(),
  /** The deletion that removed the tag, or whose items were put back. */
  deletion: z.string().nullable(),
});
export type TagMove = z.infer<typeof tagMoveSchema>;

export const tagHistoryQuerySchema = z.object({ limit: pagingShape.limit, cursor: pagingShape.cursor });
export type TagHistoryQuery = z.infer<typeof tagHistoryQuerySchema>;

export const tagHistorySchema = listSchema(tagMoveSchema).extend({
  /** What the tag names according to the index; null if the index doesn't have the tag, or has not read it. */
  digest: z.string().nullable(),
  /** The time since which moves of this tag would be known. */
  knownSince: z.string().nullable(),
});
export type TagHistory = z.infer<typeof tagHistorySchema>;

const digestSchema = z.string().refine(isDigest, "is not a digest");
export const revertQuerySchema = z.object({ digest: digestSchema });
export const revertBodySchema = z.strictObject({ digest: digestSchema });

/** What reverting a tag would do and, if it can't be done, why. */
export const revertPlanSchema = z.object({
  tag: z.string(),
  /** What the tag names now; null if it is gone. */
  from: z.string().nullable(),
  to: z.string(),
  /** Other tags on the manifest that the tag names now: while there are any, that manifest does not become untagged. */
  keptTags: z.array(z.string()),
  /** False if the registry has lost the manifest, so that it is put back from the bytes that the console kept. */
  inRegistry: z.boolean(),
  /** The first digests that neither the registry nor the console has. */
  missing: z.array(z.string()),
  blockedBy: itemProblemSchema.nullable(),
});
export type RevertPlan = z.infer<typeof revertPlanSchema>;

/** A tag that was reverted: what it named before, null if it was gone, and what it names now. */
export const revertedTagSchema = z.object({ tag: z.string(), from: z.string().nullable(), to: z.string() });
export type RevertedTag = z.infer<typeof revertedTagSchema>;
