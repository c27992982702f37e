import { z } from "zod";
import { itemProblemSchema } from "./problem";

/** The progress of a registry's index: `GET /api/r/{registry}/index`. */
export const indexProgressSchema = z.object({
  /** "waiting": the registry is out of reach, and is asked again automatically; "paused": no console reads it. */
  state: z.enum(["reading", "idle", "waiting", "paused"]),
  repositories: z.number().int(),
  /** Repositories whose tags were listed in this sweep. */
  repositoriesListed: z.number().int(),
  tags: z.number().int(),
  /** Tags that were looked at, whether they could be read or not. */
  tagsRead: z.number().int(),
  /** Tags that could not be read. */
  failed: z.number().int(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** Finished sweeps. */
  sweeps: z.number().int(),
  problem: itemProblemSchema.nullable(),
});
export type IndexProgress = z.infer<typeof indexProgressSchema>;
