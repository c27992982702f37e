import "server-only";
import type { Selectable } from "kysely";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";

type TagRevertTable = {
  id: string;
  registry: string;
  repository: string;
  tag: string;
  /** Empty if there was no such tag. */
  from_digest: string;
  to_digest: string;
  created_at: number;
  created_by: string;
  created_by_id: string;
  /** The process that is working on it. */
  owner: string;
};
export type TagRevertRow = Selectable<TagRevertTable>;

type RevertTables = { tag_revert: TagRevertTable };

declare module "@/lib/db/tables" {
  interface Tables extends RevertTables {}
}

const reverts = () => database();

/** Commits what is about to be done. The registry may be asked to change something only after this returns. */
export async function intendRevert(revert: TagRevertRow): Promise<void> {
  await reverts().insertInto("tag_revert").values(revert).execute();
}

/** Deletes the intent, in the transaction that records its outcome if there is one. */
export async function closeRevert(id: string, db: Database = database()): Promise<void> {
  await db.deleteFrom("tag_revert").where("id", "=", id).execute();
}

/** Returns the intents without an outcome, the oldest first. */
export function listOpenReverts(): Promise<TagRevertRow[]> {
  return reverts().selectFrom("tag_revert").selectAll().orderBy("created_at").execute();
}
