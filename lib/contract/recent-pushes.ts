import { z } from "zod";

export const recentPushQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(50).default(10) });
export type RecentPushQuery = z.infer<typeof recentPushQuerySchema>;

/** Tags of one repository that began to name one manifest together: `GET /api/recent-pushes`. */
export const recentPushSchema = z.object({
  registry: z.string(),
  repository: z.string(),
  /** The latest first. */
  tags: z.array(z.string()),
  /** Null until it has been read. */
  digest: z.string().nullable(),
  sizeBytes: z.number().int().nullable(),
  at: z.string(),
  /**
   * `pushed`: the registry reported the push. Otherwise `at` is when the console noticed that the tag `appeared`, or
   * `moved` to another manifest; it was pushed some time before.
   */
  how: z.enum(["pushed", "appeared", "moved"]),
});
export type RecentPush = z.infer<typeof recentPushSchema>;

export const recentPushesSchema = z.array(recentPushSchema);
