import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { BrokenImage } from "@/lib/contract/garbage-collection";
import type { List } from "@/lib/contract/list";
import { liveList } from "@/lib/paging/live-list";
import { getRunRow, noRun } from "./get-run";
import { listBroken } from "./images/broken-store";

/** Lists the images that a run found broken before it began: at most 500, by name. Throws `not-found`. */
export async function listBrokenImages(actor: Actor | null, runId: string): Promise<List<BrokenImage>> {
  const run = await getRunRow(runId);
  authorize(actor, "garbage-collection:read", { registry: run.registry, absent: noRun });
  const items = await listBroken(run.id);
  const total = Math.max(items.length, run.broken_count);
  return liveList(items, { total, checkedAt: run.started_at ?? Date.now() });
}
