import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrations } from "@/lib/boot/migrations";
import { closeDatabase, openProcessDatabase } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import { codeOf } from "@/lib/testing/deleting-console";
import { countChange, openChangeCount } from "./change-count";

let parent: string;
const folder = (name: string) => path.join(parent, name);

async function openIn(name: string): Promise<boolean> {
  await closeDatabase();
  await migrate(openProcessDatabase({ kind: "sqlite", file: path.join(folder(name), "shipshape.db") }), migrations);
  return openChangeCount(folder(name));
}

async function copyTo(from: string, to: string): Promise<void> {
  await closeDatabase();
  cpSync(folder(from), folder(to), { recursive: true, preserveTimestamps: true });
}

beforeEach(async () => {
  parent = mkdtempSync(path.join(os.tmpdir(), "shipshape-count-"));
  mkdirSync(folder("data"));
});

afterEach(async () => {
  await closeDatabase();
  rmSync(parent, { recursive: true, force: true });
});

test("a console that starts again finds its own database", async () => {
  expect(await openIn("data")).toBe(false);
  await countChange();
  expect(await openIn("data")).toBe(false);
  expect(await openIn("data")).toBe(false);
});

test("a database that was saved before the last change is an older copy", async () => {
  await openIn("data");
  await countChange();
  await closeDatabase();
  cpSync(path.join(folder("data"), "shipshape.db"), path.join(parent, "saved.db"));
  await openIn("data");
  await countChange();
  await closeDatabase();
  cpSync(path.join(parent, "saved.db"), path.join(folder("data"), "shipshape.db"));
  expect(await openIn("data")).toBe(true);
  expect(await openIn("data")).toBe(false);
});

test("a folder that was saved and put back as a whole is a copy", async () => {
  await openIn("data");
  await countChange();
  await copyTo("data", "saved");
  rmSync(folder("data"), { recursive: true });
  await copyTo("saved", "data");
  expect(await openIn("data")).toBe(true);
  expect(await openIn("data")).toBe(false);
});

test("a folder that was moved is none", async () => {
  await openIn("data");
  await closeDatabase();
  renameSync(folder("data"), folder("elsewhere"));
  expect(await openIn("elsewhere")).toBe(false);
});

test("it is counted in the same file, over what stood there", async () => {
  await openIn("data");
  const file = path.join(folder("data"), "deletion-count");
  const { ino, size } = statSync(file);
  for (let steps = 0; steps < 12; steps++) await countChange();
  expect(statSync(file)).toMatchObject({ ino, size });
  expect(Number(readFileSync(file, "utf8"))).toBe(12);
});

test("a file that can't be written is an error that says so, and nothing is counted as done", async () => {
  await openIn("data");
  rmSync(path.join(folder("data"), "deletion-count"));
  mkdirSync(path.join(folder("data"), "deletion-count"));
  expect(await codeOf(countChange())).toBe("unavailable");
});
