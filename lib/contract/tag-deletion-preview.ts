import { z } from "zod";
import { itemProblemSchema } from "./problem";

export const tagDeletionPreviewSchema = z.object({
  tag: z.string(),
  digest: z.string(),
  /**
   * `tag`: the registry removes the tag alone; `untag`: a placeholder takes its place and goes; `manifest`: the
   * manifest goes by digest, as nothing else uses it.
   */
  method: z.enum(["tag", "untag", "manifest"]),
  /** Other tags that would go. Always empty: a delete removes the one tag only. */
  alsoRemoved: z.array(z.string()),
  /** Manifests of the index that go with it, as nothing else uses them. */
  children: z.array(z.string()),
  referrers: z.array(z.string()),
  /** Other tags on the same digest, which stay. */
  keptTags: z.array(z.string()),
  /** Indexes that contain the manifest, by tag or digest; it stays for them. */
  keptFor: z.array(z.string()),
  /** Tags of the repository that could not be read: while there are any, nothing counts as unused. */
  unreadTags: z.number().int(),
  /** What a plain garbage collection would free afterwards. */
  reclaimableBytes: z.number().int().nullable(),
  restorable: z.boolean(),
  blockedBy: itemProblemSchema.nullable(),
});
export type TagDeletionPreview = z.infer<typeof tagDeletionPreviewSchema>;
