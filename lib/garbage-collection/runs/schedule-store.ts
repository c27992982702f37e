import "server-only";
import type { Selectable } from "kysely";
import type { CollectionSchedule } from "@/lib/contract/garbage-collection";
import { database } from "@/lib/db/database";

type ScheduleTable = {
  registry: string;
  cron: string;
  time_zone: string;
  remove_untagged: 0 | 1;
  changed_at: number;
  changed_by: string;
  /** When it last began, or should have begun. */
  ran_at: number | null;
};

declare module "@/lib/db/tables" {
  interface Tables {
    collection_schedule: ScheduleTable;
  }
}

export type ScheduleRow = Selectable<ScheduleTable>;

const table = () => database();

export async function listScheduleRows(): Promise<ScheduleRow[]> {
  return table().selectFrom("collection_schedule").selectAll().orderBy("registry").execute();
}

export async function findScheduleRow(registry: string): Promise<ScheduleRow | null> {
  const query = table().selectFrom("collection_schedule").selectAll().where("registry", "=", registry);
  return (await query.executeTakeFirst()) ?? null;
}

/** Sets the schedule, or removes it with null. A changed schedule counts as never due before. */
export async function storeSchedule(registry: string, by: string, schedule: CollectionSchedule | null): Promise<void> {
  if (!schedule) {
    await table().deleteFrom("collection_schedule").where("registry", "=", registry).execute();
    return;
  }
  const { cron, timeZone = "UTC", removeUntagged = false } = schedule;
  const row = { registry, cron, time_zone: timeZone, remove_untagged: removeUntagged ? 1 : 0 } as const;
  const changed = { changed_at: Date.now(), changed_by: by, ran_at: null };
  const values = { ...row, ...changed };
  await table()
    .insertInto("collection_schedule")
    .values(values)
    .onConflict((conflict) => conflict.column("registry").doUpdateSet(values))
    .execute();
}

/** Records that the collection that is due begins; returns false if another console has recorded that before. */
export async function claimDueCollection({ registry, ran_at, changed_at }: ScheduleRow, now: number): Promise<boolean> {
  const { numUpdatedRows } = await table()
    .updateTable("collection_schedule")
    .set({ ran_at: now })
    .where("registry", "=", registry)
    .where("changed_at", "=", changed_at)
    .where("ran_at", ran_at === null ? "is" : "=", ran_at)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
