import { z } from "zod";

export const recentPushQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(50).default(10) });
export type RecentPushQuery = z.infer<typeof recentPushQuerySchema>;

/** Tags of one repository that began to name one manifest together: `GET /api/recent-pushes`. */
export type RecentPush = {
  registry: string;
  repository: string;
  /** The latest first. */
  tags: string[];
  /** Null until it has been read. */
  digest: string | null;
  sizeBytes: number | null;
  at: string;
  /**
   * `pushed`: the registry reported the push. Otherwise `at` is when the console noticed that the tag `appeared`, or
   * `moved` to another manifest; it was pushed some time before.
   */
  how: "pushed" | "appeared" | "moved";
};
