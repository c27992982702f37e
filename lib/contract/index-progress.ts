import type { ItemProblem } from "./problem";

/** The progress of a registry's index: `GET /api/r/{registry}/index`. */
export type IndexProgress = {
  /** "waiting": the registry is out of reach, and is asked again automatically; "paused": no console reads it. */
  state: "reading" | "idle" | "waiting" | "paused";
  repositories: number;
  /** Repositories whose tags were listed in this sweep. */
  repositoriesListed: number;
  tags: number;
  /** Tags that were looked at, whether they could be read or not. */
  tagsRead: number;
  /** Tags that could not be read. */
  failed: number;
  startedAt: string | null;
  finishedAt: string | null;
  /** Finished sweeps. */
  sweeps: number;
  problem: ItemProblem | null;
};
