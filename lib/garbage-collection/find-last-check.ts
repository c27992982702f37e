import "server-only";
import { listBroken } from "./images/broken-store";
import type { BrokenImage } from "./images/find-broken";
import { findLastChecked } from "./runs/runs-store";

/** What the last run found that looked at every part of every image. */
export type LastCheck = {
  checkedAt: number | null;
  finishedAt: number | null;
  /** The first 500 of them, by name. */
  broken: BrokenImage[];
  /** How many others there were. */
  unnamed: number;
};

/** The outcome of the last look at every part of every image of the registry; null where no run has looked. */
export async function findLastCheck(registry: string): Promise<LastCheck | null> {
  const run = await findLastChecked(registry);
  if (!run) return null;
  const broken = await listBroken(run.id);
  const unnamed = Math.max(0, run.broken_count - broken.length);
  return { checkedAt: run.started_at, finishedAt: run.finished_at, broken, unnamed };
}
