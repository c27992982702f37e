import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type {
  DeletionItemList,
  DeletionItemQuery,
  DeletionList,
  DeletionQuery,
  DeletionState,
  PlannedDeletion,
} from "@/lib/contract/deletions";
import { offsetOf, pageFrom } from "@/lib/paging/number-cursor";
import { deletionFromRow, describeDeletion } from "./describe-deletion";
import { countItems, type ItemCounts, pageOfItems } from "./journal/deletion-item-store";
import { getDeletionRow, listDeletionRows, noDeletion } from "./journal/deletion-store";
import { deletionsInSight } from "./journal/deletions-in-sight";
import { itemFromRow } from "./journal/item-from-row";

const active: DeletionState[] = ["queued", "running", "paused"];
const started: DeletionState[] = [...active, "cancelled", "done"];

/** Returns the deletions that were started, the latest first. */
export async function listDeletions(actor: Actor | null, query: DeletionQuery): Promise<DeletionList> {
  authorize(actor, "registry:read", query.registry ? { registry: query.registry } : {});
  const { registry, limit } = query;
  const states = query.active ? active : started;
  const inSight = await deletionsInSight(actor);
  const { rows, total } = await listDeletionRows({ registry, states, inSight, offset: offsetOf(query), limit });
  const counts = await countItems(rows.map((row) => row.id));
  const items = rows.map((row) => deletionFromRow(row, counts.get(row.id) as ItemCounts));
  return pageFrom(items, total, query);
}

/** Returns a plan, or the progress of a deletion. Throws `not-found`. */
export async function getDeletion(actor: Actor | null, id: string): Promise<PlannedDeletion> {
  const row = await getDeletionRow(id);
  const { registry, repository } = row;
  authorize(actor, "registry:read", { registry, repository, absent: noDeletion });
  return describeDeletion(row);
}

/** Returns the items of a plan, and their outcomes. Throws `not-found`. */
export async function listDeletionItems(
  actor: Actor | null,
  id: string,
  query: DeletionItemQuery,
): Promise<DeletionItemList> {
  const { registry, repository } = await getDeletionRow(id);
  authorize(actor, "registry:read", { registry, repository, absent: noDeletion });
  const { state, kind, query: text, limit } = query;
  const { rows, total } = await pageOfItems(id, { state, kind, text, offset: offsetOf(query), limit });
  return pageFrom(rows.map(itemFromRow), total, query);
}
