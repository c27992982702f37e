import { z } from "zod";
import { itemProblemSchema } from "./problem";

export const tagDeletionPreviewSchema = z.object({
  tag: z.string(),
  digest: z.string(),
  /**
   * `tag`: the registry removes the tag alone; `untag`: a placeholder takes the tag's place and is deleted; `manifest`:
   * the manifest is deleted by digest, because nothing else uses it.
   */
  method: z.enum(["tag", "untag", "manifest"]),
  /** Other tags that would be deleted. Always empty: a delete removes the one tag only. */
  alsoRemoved: z.array(z.string()),
  /** Manifests of the image index that are deleted with it, because nothing else uses them. */
  children: z.array(z.string()),
  referrers: z.array(z.string()),
  /** Other tags on the same digest, which stay. */
  keptTags: z.array(z.string()),
  /** Image indexes that list the manifest, by tag or digest; it stays for them. */
  keptFor: z.array(z.string()),
  /** Tags of the repository that could not be read: while there are any, nothing counts as unused. */
  unreadTags: z.number().int(),
  /** Bytes that a plain garbage collection would free afterwards. */
  reclaimableBytes: z.number().int().nullable(),
  restorable: z.boolean(),
  blockedBy: itemProblemSchema.nullable(),
});
export type TagDeletionPreview = z.infer<typeof tagDeletionPreviewSchema>;
