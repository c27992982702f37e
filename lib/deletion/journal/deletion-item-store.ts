import "server-only";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { DeletionItem, PlannedDeletion } from "@/lib/contract/deletions";
import { database } from "@/lib/db/database";
import type { ErrorCode } from "@/lib/errors/error-codes";
import { countChange } from "./change-count";
import type { JournalItem, TagItem } from "./deletion-tables";

const tables = () => database();
type State = DeletionItem["state"];

/** How the attempt at an item ended; `planned`: nothing was changed, and the item is still to be done. */
export type ItemEnding = {
  at: number;
  state: "planned" | "done" | "failed" | "skipped";
  code?: ErrorCode;
  detail?: string;
};

export type ItemChoice = {
  state?: State | undefined;
  kind?: "tag" | "manifest" | undefined;
  method?: DeletionItem["method"];
  /** Only items whose tag or digest named something. */
  named?: boolean;
  limit?: number;
};

/** Returns the items of a deletion, in the order of the plan. */
export async function listItems(deletionId: string, choice: ItemChoice & { kind: "tag" }): Promise<TagItem[]>;
export async function listItems(deletionId: string, choice?: ItemChoice): Promise<JournalItem[]>;
export async function listItems(deletionId: string, choice: ItemChoice = {}): Promise<JournalItem[]> {
  const { state, kind, method, named, limit } = choice;
  let query = tables().selectFrom("deletion_item").selectAll().where("deletion_id", "=", deletionId);
  if (state) query = query.where("state", "=", state);
  if (kind) query = query.where("tag", kind === "tag" ? "is not" : "is", null);
  if (method) query = query.where("method", "=", method);
  if (named) query = query.where("digest", "is not", null);
  const rows = await (limit === undefined ? query : query.limit(limit)).orderBy("at").execute();
  return rows as JournalItem[];
}

export type PageOfItems = Pick<ItemChoice, "state" | "kind"> & {
  /** Only tags and digests that contain this text. */
  text: string | undefined;
  offset: number;
  limit: number;
};

/** Returns a page of a deletion's items, in the order of the plan, and the total number of items. */
export async function pageOfItems(deletionId: string, { state, kind, text, offset, limit }: PageOfItems) {
  let query = tables().selectFrom("deletion_item").where("deletion_id", "=", deletionId);
  if (state) query = query.where("state", "=", state);
  if (kind) query = query.where("tag", kind === "tag" ? "is not" : "is", null);
  if (text?.trim()) query = query.where((eb) => eb.or([contains("tag", text), contains("digest", text)]));
  const [rows, counted] = await Promise.all([
    query.selectAll().orderBy("at").offset(offset).limit(limit).execute(),
    query.select(({ fn }) => fn.countAll().as("total")).executeTakeFirstOrThrow(),
  ]);
  return { rows, total: Number(counted.total) };
}

/** Returns the condition that a column contains the text, ignoring case. */
export function contains(column: string, text: string): RawBuilder<SqlBool> {
  const wanted = `%${text
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql<SqlBool>`lower(${sql.ref(column)}) like ${wanted} escape '\\'`;
}

/** Returns the ids of the deletions that have items without a recorded outcome. */
export async function listWithOpenItems(): Promise<string[]> {
  const rows = await tables()
    .selectFrom("deletion_item")
    .select("deletion_id")
    .distinct()
    .where("state", "=", "intended")
    .execute();
  return rows.map((row) => row.deletion_id);
}

/** Commits what is about to be done. The registry may be asked to change something only after this returns. */
export async function intend(deletionId: string, ats: readonly number[], placeholder: string | null): Promise<void> {
  const changes = { state: "intended" as const, placeholder, code: null, detail: null };
  await countChange();
  await tables()
    .updateTable("deletion_item")
    .set(changes)
    .where("deletion_id", "=", deletionId)
    .where("at", "in", ats)
    .execute();
}

/** Commits how attempts ended, all of them or none. */
export async function settleItems(deletionId: string, endings: readonly ItemEnding[]): Promise<void> {
  if (endings.length === 0) return;
  const now = Date.now();
  await tables()
    .transaction()
    .execute(async (db) => {
      for (const { at, state, code = null, detail = null } of endings)
        await db
          .updateTable("deletion_item")
          .set({ state, code, detail, ended_at: state === "planned" ? null : now })
          .where("deletion_id", "=", deletionId)
          .where("at", "=", at)
          .execute();
      await db.updateTable("deletion").set({ touched_at: now }).where("id", "=", deletionId).execute();
    });
}

/** Changes how tags are removed, because their manifest stays. */
export async function changeMethod(
  deletionId: string,
  ats: readonly number[],
  method: DeletionItem["method"],
): Promise<void> {
  await tables()
    .updateTable("deletion_item")
    .set({ method })
    .where("deletion_id", "=", deletionId)
    .where("at", "in", ats)
    .execute();
}

/** Makes the items in these states planned again, and returns how many there were. */
export async function replanItems(deletionId: string, states: readonly State[]): Promise<number> {
  const { numUpdatedRows } = await tables()
    .updateTable("deletion_item")
    .set({ state: "planned", code: null, detail: null, ended_at: null })
    .where("deletion_id", "=", deletionId)
    .where("state", "in", states)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export type ItemCounts = PlannedDeletion["counts"];

/** Returns the number of items of each deletion, by how far they have come. */
export async function countItems(deletionIds: readonly string[]): Promise<Map<string, ItemCounts>> {
  const counts = new Map<string, ItemCounts>(deletionIds.map((id) => [id, none()]));
  if (deletionIds.length === 0) return counts;
  const rows = await tables()
    .selectFrom("deletion_item")
    .select(["deletion_id", "state", "restoring"])
    .select(({ eb }) => [eb("restored_at", "is not", null).as("restored"), eb("final_run", "is not", null).as("final")])
    .select(({ eb }) => eb("digest", "is", null).as("dangling"))
    .select(({ fn }) => fn.countAll().as("items"))
    .where("deletion_id", "in", deletionIds)
    .groupBy(["deletion_id", "state", "restoring", "restored", "final", "dangling"])
    .execute();
  for (const { deletion_id, state, restoring, restored, final, dangling, items } of rows) {
    const count = counts.get(deletion_id) as ItemCounts;
    count.all += Number(items);
    if (state === "failed" || state === "skipped") count[state] += Number(items);
    if (state !== "done") continue;
    count.done += Number(items);
    if (restored) count.restored += Number(items);
    else if (restoring) count.restoring += Number(items);
    else if (dangling) count.dangling += Number(items);
    else if (final) count.final += Number(items);
  }
  return counts;
}

const none = (): ItemCounts => ({
  all: 0,
  done: 0,
  failed: 0,
  skipped: 0,
  restored: 0,
  restoring: 0,
  final: 0,
  dangling: 0,
});
