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
import { getDeletionRow, listDeletionRows } from "./journal/deletion-store";
import { itemFromRow } from "./journal/item-from-row";

const active: DeletionState[] = ["queued", "running", "paused"];
const started: DeletionState[] = [...active, "cancelled", "done"];

/** Returns the deletions that were started, the latest first. */
export async function listDeletions(actor: Actor | null, query: DeletionQuery): Promise<DeletionList> {
  authorize(actor, "registry:read", query.registry ? { registry: query.registry } : {});
  const { registry, limit } = query;
  const states = query.active ? active : started;
  const { rows, total } = await listDeletionRows({ registry, states, offset: offsetOf(query), limit });
  const counts = await countItems(rows.map((row) => row.id));
  const items = rows.map((row) => deletionFromRow(row, counts.get(row.id) as ItemCounts));
  return pageFrom(items, total, query);
}

/** Returns a plan, or the progress of a deletion. Throws `not-found`. */
export async function getDeletion(actor: Actor | null, id: string): Promise<PlannedDeletion> {
  authorize(actor, "registry:read");
  return describeDeletion(await getDeletionRow(id));
}

/** Returns the items of a plan, and their outcomes. Throws `not-found`. */
export async function listDeletionItems(
  actor: Actor | null,
  id: string,
  query: DeletionItemQuery,
): Promise<DeletionItemList> {
  authorize(actor, "registry:read");
  await getDeletionRow(id);
  const { state, kind, query: text, limit } = query;
  const { rows, total } = await pageOfItems(id, { state, kind, text, offset: offsetOf(query), limit });
  return pageFrom(rows.map(itemFromRow), total, query);
}
