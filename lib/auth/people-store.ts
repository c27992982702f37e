import "server-only";
import { randomUUID } from "node:crypto";
import type { Selectable } from "kysely";
import type { Role } from "@/lib/contract/people";
import { database, isPostgres } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";

type PeopleTable = {
  id: string;
  username: string;
  password_hash: string;
  role: Role;
  disabled: 0 | 1;
  created_at: number;
  last_sign_in_at: number | null;
};
export type PeopleTables = { people: PeopleTable };

declare module "@/lib/db/tables" {
  interface Tables extends PeopleTables {}
}

export type PersonRow = Selectable<PeopleTable>;

const people = (): Database => database();

export async function countPeople(db: Database = people()): Promise<number> {
  const { count } = await db
    .selectFrom("people")
    .select((eb) => eb.fn.countAll().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function findPerson(username: string): Promise<PersonRow | undefined> {
  return people().selectFrom("people").selectAll().where("username", "=", username).executeTakeFirst();
}

export async function findPersonById(id: string): Promise<PersonRow | undefined> {
  return people().selectFrom("people").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function listPersonRows(): Promise<PersonRow[]> {
  return people().selectFrom("people").selectAll().orderBy("username").execute();
}

/** Adds a person and returns their ID; null if the name is taken. */
export async function insertPerson(
  person: { username: string; passwordHash: string; role: Role },
  db: Database = people(),
): Promise<string | null> {
  const id = randomUUID();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("people")
    .values({
      id,
      username: person.username,
      password_hash: person.passwordHash,
      role: person.role,
      disabled: 0,
      created_at: Date.now(),
      last_sign_in_at: null,
    })
    .onConflict((conflict) => conflict.column("username").doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === 1 ? id : null;
}

export async function updatePerson(
  id: string,
  change: Partial<Pick<PeopleTable, "password_hash" | "role" | "disabled" | "last_sign_in_at">>,
): Promise<void> {
  await people().updateTable("people").set(change).where("id", "=", id).execute();
}

/** Changes the person; returns false without doing so if that took the last admin who can still sign in. */
export async function changePersonRow(
  id: string,
  change: Partial<Pick<PeopleTable, "role" | "disabled">>,
): Promise<boolean> {
  return people()
    .transaction()
    .execute(async (trx) => {
      const enabled = trx.selectFrom("people").select("id").where("role", "=", "admin").where("disabled", "=", 0);
      // SQLite has one writer at a time. On PostgreSQL a call that disables another admin waits here, and looks again.
      const admins = await (isPostgres() ? enabled.orderBy("id").forUpdate() : enabled).execute();
      const staysAdmin = change.disabled !== 1 && (change.role ?? "admin") === "admin";
      if (!staysAdmin && admins.every((admin) => admin.id === id)) return false;
      await trx.updateTable("people").set(change).where("id", "=", id).execute();
      return true;
    });
}
