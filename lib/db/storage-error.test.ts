import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import SQLite from "better-sqlite3";
import { afterAll, expect, it } from "vitest";
import { storing } from "./storage-error";

const folder = mkdtempSync(path.join(tmpdir(), "shipshape-storage-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("a full disk is called that, and what stood before stays", async () => {
  const database = new SQLite(path.join(folder, "full.db"));
  database.exec("create table kept (value text); insert into kept values ('before')");
  database.pragma("max_page_count = 3");
  const write = async () => database.prepare("insert into kept values (?)").run("x".repeat(100_000));
  await expect(storing(write)).rejects.toMatchObject({ code: "storage-full" });
  expect(database.prepare("select value from kept").pluck().all()).toEqual(["before"]);
  database.close();
});

it("a file that is no database is called that", async () => {
  const file = path.join(folder, "damaged.db");
  writeFileSync(file, "no database at all ".repeat(500));
  const open = async () => new SQLite(file).pragma("journal_mode = wal");
  await expect(storing(open)).rejects.toMatchObject({
    code: "unavailable",
    detail: expect.stringContaining("damaged"),
  });
});

it("a bug stays a bug", async () => {
  const bug = new TypeError("x is undefined");
  await expect(storing(() => Promise.reject(bug))).rejects.toBe(bug);
});
