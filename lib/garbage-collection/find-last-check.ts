import "server-only";
import { listBroken } from "./images/broken-store";
import type { BrokenImage } from "./images/find-broken";
import { findLastChecked } from "./runs/runs-store";

/** The findings of the last run that checked every part of every image. */
export type LastCheck = {
  checkedAt: number | null;
  finishedAt: number | null;
  /** The first 500 broken images, by name. */
  broken: BrokenImage[];
  /** How many more there were. */
  unnamed: number;
};

/** Returns the outcome of the last check of every part of every image of the registry; null if no run has checked. */
export async function findLastCheck(registry: string): Promise<LastCheck | null> {
  const run = await findLastChecked(registry);
  if (!run) return null;
  const broken = await listBroken(run.id);
  const unnamed = Math.max(0, run.broken_count - broken.length);
  return { checkedAt: run.started_at, finishedAt: run.finished_at, broken, unnamed };
}
