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

export async function listPersonRows(): Promise<PersonRow[]> {
  return people().selectFrom("people").selectAll().orderBy("username").execute();
}

/** Adds a person; returns false if the name is taken. */
export async function insertPerson(
  person: { username: string; passwordHash: string; role: Role },
  db: Database = people(),
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("people")
    .values({
      id: randomUUID(),
      username: person.username,
      password_hash: person.passwordHash,
      role: person.role,
      disabled: 0,
      created_at: Date.now(),
      last_sign_in_at: null,
    })
    .onConflict((conflict) => conflict.column("username").doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === 1;
}

export async function updatePerson(
  id: string,
  change: Partial<Pick<PeopleTable, "password_hash" | "role" | "disabled" | "last_sign_in_at">>,
): Promise<void> {
  await people().updateTable("people").set(change).where("id", "=", id).execute();
}

/** Disables the person; returns false without doing so if they are the last admin who can still sign in. */
export async function disablePersonRow(id: string): Promise<boolean> {
  return people()
    .transaction()
    .execute(async (trx) => {
      const enabled = trx.selectFrom("people").select("id").where("role", "=", "admin").where("disabled", "=", 0);
      // SQLite has one writer at a time. On PostgreSQL a call that disables another admin waits here, and looks again.
      const admins = await (isPostgres() ? enabled.orderBy("id").forUpdate() : enabled).execute();
      if (admins.every((admin) => admin.id === id)) return false;
      await trx.updateTable("people").set({ disabled: 1 }).where("id", "=", id).execute();
      return true;
    });
}
