import "server-only";
import { listBroken } from "./broken-store";
import type { BrokenImage } from "./find-broken";
import { findLastChecked } from "./runs-store";

/** What the last run found that looked at every part of every image; at most 500 of the broken ones, by name. */
export type LastCheck = { checkedAt: number | null; broken: BrokenImage[] };

/** The outcome of the last look at every part of every image of the registry; null where no run has looked. */
export async function findLastCheck(registry: string): Promise<LastCheck | null> {
  const run = await findLastChecked(registry);
  return run && { checkedAt: run.started_at, broken: await listBroken(run.id) };
}
