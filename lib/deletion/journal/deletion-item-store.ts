import "server-only";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { DeletionItem, PlannedDeletion } from "@/lib/contract/deletions";
import { database } from "@/lib/db/database";
import type { ErrorCode } from "@/lib/errors/error-codes";
import { countChange } from "./change-count";
import type { DeletionItemRow } from "./deletion-tables";

const tables = () => database();
type State = DeletionItem["state"];

/** How the attempt at an item ended; `planned`: nothing was changed, and it is still to be done. */
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
  /** Only those whose tag or digest named something. */
  named?: boolean;
  limit?: number;
};

/** The items of a deletion, in the order of the plan. */
export async function listItems(deletionId: string, choice: ItemChoice = {}): Promise<DeletionItemRow[]> {
  const { state, kind, method, named, limit } = choice;
  let query = tables().selectFrom("deletion_item").selectAll().where("deletion_id", "=", deletionId);
  if (state) query = query.where("state", "=", state);
  if (kind) query = query.where("tag", kind === "tag" ? "is not" : "is", null);
  if (method) query = query.where("method", "=", method);
  if (named) query = query.where("digest", "is not", null);
  return (limit === undefined ? query : query.limit(limit)).orderBy("at").execute();
}

export type PageOfItems = Pick<ItemChoice, "state" | "kind"> & {
  /** Only tags and digests that contain it. */
  text: string | undefined;
  offset: number;
  limit: number;
};

/** A page of a deletion's items, in the order of the plan; with how many there are in all. */
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

/** Whether a column contains the text, whatever the case. */
export function contains(column: string, text: string): RawBuilder<SqlBool> {
  const wanted = `%${text
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql<SqlBool>`lower(${sql.ref(column)}) like ${wanted} escape '\\'`;
}

/** The deletions with items whose end isn't recorded. */
export async function listWithOpenItems(): Promise<string[]> {
  const rows = await tables()
    .selectFrom("deletion_item")
    .select("deletion_id")
    .distinct()
    .where("state", "=", "intended")
    .execute();
  return rows.map((row) => row.deletion_id);
}

/** Commits what is about to be done. Only after it returns may the registry be asked to change anything. */
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

/** Has tags removed in another way than was planned, as their manifest stays. */
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

/** Lets items be attempted again; returns how many there were in those states. */
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

/** How many items of each deletion have come how far. */
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
