import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "@/lib/testing/database/test-database";
import { until } from "@/lib/testing/until";
import { database, getPostgresUrl } from "./database";
import { openPostgres } from "./open-postgres";

type Tables = { notes: { id: number; text: string } };

let close: () => Promise<void>;

beforeEach(async () => {
  close = await openTestDatabase({
    "1": {
      up: async (db) => {
        await sql`create table notes (id integer primary key, text text not null)`.execute(db);
      },
    },
  });
});

afterEach(() => close());

const backend = async () =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database())).rows[0]?.pid ?? 0;

/** Runs `work` as an administrator would, over a connection of another pool. */
async function asAdministrator(work: (terminate: (pid: number) => Promise<void>) => Promise<void>): Promise<void> {
  const other = openPostgres<unknown>(getPostgresUrl());
  await work(async (pid) => {
    await sql`select pg_terminate_backend(${pid}, 5000)`.execute(other);
  }).finally(() => other.destroy());
}

test("a connection that is killed while nobody uses it is replaced, and the process goes on", async () => {
  const killed = await backend();
  await asAdministrator((terminate) => terminate(killed));
  // The pool has not yet noticed; until it does, it may hand out the dead connection.
  const next = await until(() => backend());
  expect(next).not.toBe(killed);
});

test("a write whose connection is killed is told as the database's trouble, and the next one works", async () => {
  const insert = (id: number) => database<Tables>().insertInto("notes").values({ id, text: "kept" });
  await asAdministrator(async (terminate) => {
    const cutOff = database<Tables>()
      .transaction()
      .execute(async (transaction) => {
        await transaction.insertInto("notes").values({ id: 1, text: "lost" }).execute();
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
        await Promise.all([sql`select pg_sleep(60)`.execute(transaction), terminate(rows[0]?.pid ?? 0)]);
      });
    await expect(cutOff).rejects.toMatchObject({ code: "unavailable" });
  });
  await insert(2).execute();
  expect(await database<Tables>().selectFrom("notes").select("id").execute()).toEqual([{ id: 2 }]);
});

test("a server that can't be reached is called that, without its address or account", async () => {
  const away = openPostgres<unknown>("postgres://ann:secret@127.0.0.1:9/console");
  const refused = sql`select 1`.execute(away);
  await expect(refused).rejects.toMatchObject({
    code: "unavailable",
    detail: expect.not.stringMatching(/127|ann|secret/),
  });
  await away.destroy();
});

test("more than ten queries at once wait for each other", async () => {
  const pids = await Promise.all(
    Array.from({ length: 40 }, () => sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database())),
  );
  expect(new Set(pids.map(({ rows }) => rows[0]?.pid)).size).toBeLessThanOrEqual(10);
});

test("text with U+0000, which PostgreSQL can't hold, is kept with a replacement, and found", async () => {
  await database<Tables>().insertInto("notes").values({ id: 1, text: "a\0b" }).execute();
  const found = await database<Tables>().selectFrom("notes").select("text").where("text", "=", "a\0b").execute();
  expect(found).toEqual([{ text: "a\ufffdb" }]);
});
