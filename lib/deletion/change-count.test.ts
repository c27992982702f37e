import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrations } from "@/lib/boot/migrations";
import { closeDatabase, openProcessDatabase } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
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
