import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Kysely, sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "./open-database";

type Tables = { notes: { text: string } };

let folder: string;
let db: Kysely<Tables>;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "shipshape-failures-"));
  db = openDatabase<Tables>({ kind: "sqlite", file: path.join(folder, "console.db") });
  await sql`create table notes (text text not null unique)`.execute(db);
});

afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

const note = (text: string) => db.insertInto("notes").values({ text }).execute();

test("every query tells a full disk, in a transaction too, and what was there stays", async () => {
  await note("before");
  await sql`pragma max_page_count = 1`.execute(db);
  const long = "x".repeat(100_000);
  await expect(note(long)).rejects.toMatchObject({ code: "storage-full" });
  const inTransaction = db
    .transaction()
    .execute((transaction) => transaction.insertInto("notes").values({ text: long }).execute());
  await expect(inTransaction).rejects.toMatchObject({ code: "storage-full" });
  expect(await db.selectFrom("notes").selectAll().execute()).toEqual([{ text: "before" }]);
});

test("every query tells that somebody else has the database for themselves", async () => {
  const other = openDatabase<Tables>({ kind: "sqlite", file: path.join(folder, "console.db") });
  await other.transaction().execute(async () => {
    await expect(note("meanwhile")).rejects.toMatchObject({ code: "unavailable" });
  });
  await other.destroy();
  await note("afterwards");
});

test("a query that is wrong is a bug, and stays one", async () => {
  await note("once");
  await expect(note("once")).rejects.toMatchObject({ name: "SqliteError", code: "SQLITE_CONSTRAINT_UNIQUE" });
});
