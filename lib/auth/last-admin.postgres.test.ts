import { type Kysely, sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { database, getPostgresUrl } from "@/lib/db/database";
import { openDatabase } from "@/lib/db/open-database";
import { addPerson, openTestPeople, type TestPeople } from "@/lib/testing/test-people";
import { until } from "@/lib/testing/until";
import { disablePerson } from "./disable-person";
import type { PeopleTables } from "./people-store";

let people: TestPeople;
let other: Kysely<PeopleTables>;

beforeEach(async () => {
  people = await openTestPeople();
  other = openDatabase<PeopleTables>({ kind: "postgres", url: getPostgresUrl() });
});
afterEach(async () => {
  await other.destroy();
  await people.close();
});

const admin = async (username: string) => ({
  userId: await addPerson(username, "admin"),
  username,
  role: "admin" as const,
});

const admins = async () =>
  (
    await database<PeopleTables>()
      .selectFrom("people")
      .select("username")
      .where("role", "=", "admin")
      .where("disabled", "=", 0)
      .execute()
  ).map(({ username }) => username);

async function isWaitingForALock(): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'
    and datname = current_database()`.execute(database());
  return rows.length > 0;
}

test("an admin isn't disabled while another console disables the only other one", async () => {
  const [ann, bob] = [await admin("ann"), await admin("bob")];
  const outcomes: string[] = [];
  let disabling: Promise<unknown> | undefined;
  await other.transaction().execute(async (trx) => {
    await trx.updateTable("people").set({ disabled: 1 }).where("id", "=", ann.userId).execute();
    disabling = disablePerson(ann, "bob").then(
      () => outcomes.push("disabled"),
      (error: { code: string }) => outcomes.push(error.code),
    );
    await until(async () => expect(outcomes.length > 0 || (await isWaitingForALock())).toBe(true));
  });
  await disabling;
  expect(outcomes).toEqual(["last-admin"]);
  expect(await admins()).toEqual([bob.username]);
});

test("of two admins who disable each other at once, one stays", async () => {
  for (let round = 0; round < 25; round += 1) {
    const [one, two] = [await admin(`one-${round}`), await admin(`two-${round}`)];
    await Promise.allSettled([disablePerson(one, two.username), disablePerson(two, one.username)]);
    const left = await admins();
    expect(left).toHaveLength(1);
    await database<PeopleTables>().updateTable("people").set({ role: "member" }).execute();
  }
});
