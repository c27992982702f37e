import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { Run, RunQuery } from "@/lib/contract/garbage-collection";
import type { List } from "@/lib/contract/list";
import { AppError } from "@/lib/errors/app-error";
import { runFromRow } from "./runs/run-from-row";
import { listRunRows } from "./runs/runs-store";

/** Returns the number below which the next page begins. Throws `invalid-request` for a cursor of another list. */
function parseCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (!/^[1-9]\d{0,8}$/.test(cursor)) throw new AppError("invalid-request", "The cursor does not belong to this list.");
  return Number(cursor);
}

/** Lists the runs of all registries or of one, the newest first. */
export async function listRuns(actor: Actor | null, query: RunQuery): Promise<List<Run>> {
  authorize(actor, "garbage-collection:read", query.registry ? { registry: query.registry } : {});
  const { rows, total } = await listRunRows({
    registry: query.registry ?? null,
    beforeNumber: parseCursor(query.cursor),
    limit: query.limit + 1,
  });
  const items = rows.slice(0, query.limit).map(runFromRow);
  return {
    items,
    total,
    nextCursor: rows.length > query.limit ? String(items.at(-1)?.number ?? "") : null,
    freshness: { state: "live", checkedAt: new Date().toISOString(), read: total, expected: total },
  };
}
