import "server-only";
import type { Selectable } from "kysely";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";

type TagRevertTable = {
  id: string;
  registry: string;
  repository: string;
  tag: string;
  /** Empty where there was no such tag. */
  from_digest: string;
  to_digest: string;
  created_at: number;
  created_by: string;
  created_by_id: string;
  /** The process that is at it. */
  owner: string;
};
export type TagRevertRow = Selectable<TagRevertTable>;

type RevertTables = { tag_revert: TagRevertTable };

declare module "@/lib/db/tables" {
  interface Tables extends RevertTables {}
}

const reverts = () => database();

/** Commits what is about to be done. Only after it returns may the registry be asked to change anything. */
export async function intendRevert(revert: TagRevertRow): Promise<void> {
  await reverts().insertInto("tag_revert").values(revert).execute();
}

/** Takes away what was intended, in the transaction that writes its outcome down where there is one. */
export async function closeRevert(id: string, db: Database = database()): Promise<void> {
  await db.deleteFrom("tag_revert").where("id", "=", id).execute();
}

/** What was intended and has no outcome yet, the oldest first. */
export function listOpenReverts(): Promise<TagRevertRow[]> {
  return reverts().selectFrom("tag_revert").selectAll().orderBy("created_at").execute();
}
