import "server-only";
import { wholeRegistries } from "@/lib/access/see";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { Run, RunQuery } from "@/lib/contract/garbage-collection";
import type { List } from "@/lib/contract/list";
import { liveList } from "@/lib/paging/live-list";
import { parseCursor } from "@/lib/paging/number-cursor";
import { runFromRow } from "./runs/run-from-row";
import { listRunRows } from "./runs/runs-store";

/** Lists the runs of all registries or of one, the newest first. */
export async function listRuns(actor: Actor | null, query: RunQuery): Promise<List<Run>> {
  authorize(actor, "garbage-collection:read", query.registry ? { registry: query.registry } : {});
  const { rows, total } = await listRunRows({
    registries: query.registry === undefined ? wholeRegistries(actor) : [query.registry],
    beforeNumber: query.cursor === undefined ? null : parseCursor(query.cursor, 1),
    limit: query.limit + 1,
  });
  const items = rows.slice(0, query.limit).map(runFromRow);
  // The number of the last one: new runs come before it, and don't shift the pages.
  return liveList(items, { total, nextCursor: rows.length > query.limit ? String(items.at(-1)?.number ?? "") : null });
}
