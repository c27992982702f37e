import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { findPerson, insertPerson } from "@/lib/auth/people-store";
import { countSessions, openSession } from "@/lib/auth/sessions-store";
import { agreeOnSecret } from "@/lib/auth/shared-secret";
import { migrations } from "@/lib/boot/migrations";
import { closeDatabase, database, openProcessDatabase } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import type { DatabaseLocation } from "@/lib/db/open-database";
import { openChangeCount } from "@/lib/deletion/journal/change-count";
import { findIndexedRegistry, updateIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { placeTestDatabase } from "@/lib/testing/database/test-database";
import { restoreBackup } from "./restore-backup";
import { writeBackup } from "./write-backup";

const secretKey = "5e".repeat(32);
const notice = "\u00e4 \u{1f4e6}";

let folder: string;
let location: DatabaseLocation;
let remove: () => Promise<void>;
let backup: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "shipshape-backup-"));
  mkdirSync(join(folder, "data"));
  ({ location, remove } = await placeTestDatabase(join(folder, "data")));
  backup = join(folder, "backup");
  await migrate(openProcessDatabase(location), migrations);
  await insertPerson({ username: "ann", passwordHash: "hash", role: "admin" });
  const ann = await findPerson("ann");
  await openSession(ann?.id ?? "");
  await fill();
});
afterEach(async () => {
  await closeDatabase();
  await remove();
  rmSync(folder, { recursive: true });
});

/** Rows enough for several parts, with bytes and texts of every kind. */
async function fill() {
  const rows = Array.from({ length: 1_234 }, (_, at) => ({
    blob_id: at,
    media_type: "m",
    base_id: null,
    bytes: Buffer.from([0, at % 256, 255]),
  }));
  for (const row of rows) await content().insertInto("content").values(row).execute();
  const nobody = { actor_id: "1", actor: "ann", registry: null, repository: null, subject: null };
  await database<{ audit: Record<string, unknown> }>()
    .insertInto("audit")
    .values({ id: "1", at: 1_700_000_000_123, action: notice, outcome: "x", detail: "{}", ...nobody })
    .execute();
}

type Content = { blob_id: number; media_type: string; base_id: number | null; bytes: Buffer };
const content = () => database<{ content: Content }>();
const from = () => ({ database: location, secretKey, version: "1.2.3" });
const countContent = async () => (await content().selectFrom("content").selectAll().execute()).length;

/** The same place on SQLite, and an empty database on PostgreSQL. */
async function sameKind(): Promise<DatabaseLocation> {
  if (location.kind === "sqlite") return location;
  const empty = await placeTestDatabase(folder);
  onTestFinished(empty.remove);
  return empty.location;
}

async function restoreInto(into: DatabaseLocation, dataDir: string) {
  await closeDatabase();
  if (into.kind === "postgres") openProcessDatabase(into);
  const restored = await restoreBackup(backup, { database: into, dataDir }, migrations);
  await closeDatabase();
  openProcessDatabase(into);
  return restored;
}

async function expectEverything() {
  expect(await findPerson("ann")).toMatchObject({ role: "admin", disabled: 0, last_sign_in_at: null });
  expect(await countContent()).toBe(1_234);
  const { bytes } = await content()
    .selectFrom("content")
    .select("bytes")
    .where("blob_id", "=", 1233)
    .executeTakeFirstOrThrow();
  expect([...bytes]).toEqual([0, 1233 % 256, 255]);
  const audit = await database<{ audit: { at: number; action: string } }>()
    .selectFrom("audit")
    .selectAll()
    .executeTakeFirst();
  expect(audit).toMatchObject({ at: 1_700_000_000_123, action: notice });
}

test("a restored index is read anew at once, as the registry has changed since", async () => {
  await updateIndexedRegistry("local", { sweep_started_at: Date.now() - 2, sweep_finished_at: Date.now() - 1 });
  await writeBackup(backup, from(), migrations);
  await restoreInto(await sameKind(), join(folder, "data"));
  expect(await findIndexedRegistry("local")).toMatchObject({ sweep_started_at: null, sweep_finished_at: null });
});

test("a backup comes back in the same kind of database: everything but sessions", async () => {
  await writeBackup(backup, from(), migrations);
  await content().deleteFrom("content").execute();
  expect(await restoreInto(await sameKind(), join(folder, "data"))).toMatchObject({ version: "1.2.3", secretKey });
  await expectEverything();
  expect(await countSessions()).toBe(0);
});

test("a backup comes back in SQLite, whichever database it is from", async () => {
  await writeBackup(backup, from(), migrations);
  const dataDir = join(folder, "elsewhere");
  const into = { kind: "sqlite", file: join(dataDir, "shipshape.db") } as const;
  mkdirSync(dataDir);
  await restoreInto(into, dataDir);
  await expectEverything();
  expect(readFileSync(join(dataDir, "secret-key"), "utf8").trim()).toBe(secretKey);
  expect(await agreeOnSecret(secretKey)).toBe(secretKey);
});

test("what was running in a restored database is not continued", async () => {
  await writeBackup(backup, from(), migrations);
  await restoreInto(await sameKind(), join(folder, "data"));
  expect(await openChangeCount(join(folder, "data"))).toBe(true);
});

test("a backup that is made while somebody writes is of one moment", async () => {
  const writing = (async () => {
    for (let at = 0; at < 200; at += 1)
      await content()
        .transaction()
        .execute(async (trx) => {
          for (const half of [0, 1])
            await trx
              .insertInto("content")
              .values({
                blob_id: 10_000 + 2 * at + half,
                media_type: `half ${half}`,
                base_id: null,
                bytes: Buffer.from("x"),
              })
              .execute();
        });
  })();
  await writeBackup(backup, from(), migrations);
  await writing;
  const copy = new SQLite(backup, { readonly: true });
  const count = copy.prepare("select count(*) from content where media_type = ?").pluck();
  expect(count.get("half 0")).toBe(count.get("half 1"));
  copy.close();
});

test("a backup is for its owner alone, and replaces no file", async () => {
  await writeBackup(backup, from(), migrations);
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  await expect(writeBackup(backup, from(), migrations)).rejects.toMatchObject({
    detail: expect.stringContaining("exists already"),
  });
});

test("a backup of a newer version is refused, and nothing is changed", async () => {
  await writeBackup(backup, from(), migrations);
  const { [Object.keys(migrations).sort().at(-1) as string]: _, ...older } = migrations;
  const before = await countContent();
  await closeDatabase();
  const restoring = restoreBackup(backup, { database: location, dataDir: join(folder, "data") }, older);
  await expect(restoring).rejects.toMatchObject({
    detail: expect.stringContaining("newer version of the console (1.2.3)"),
  });
  openProcessDatabase(location);
  expect(await countContent()).toBe(before);
});

test.runIf(process.env.TEST_POSTGRES_URL)(
  "a database of PostgreSQL that a console has used is not replaced",
  async () => {
    await writeBackup(backup, from(), migrations);
    const restoring = restoreBackup(backup, { database: location, dataDir: join(folder, "data") }, migrations);
    await expect(restoring).rejects.toMatchObject({ detail: expect.stringContaining("Create an empty one") });
    expect(await countContent()).toBe(1_234);
  },
);

test("a damaged backup, and a file that is none, are refused", async () => {
  const restore = () => restoreBackup(backup, { database: location, dataDir: join(folder, "data") }, migrations);
  writeFileSync(backup, "not a database, but a text that is long enough to be looked at".repeat(20));
  await expect(restore()).rejects.toMatchObject({ code: "unavailable" });
  rmSync(backup);
  await writeBackup(backup, from(), migrations);
  truncateSync(backup, 40_960);
  await expect(restore()).rejects.toMatchObject({ code: "unavailable" });
});

test("a backup is not restored while a console runs", async () => {
  await writeBackup(backup, from(), migrations);
  const { lockDataDirectory } = await import("@/lib/process/data-directory");
  const unlock = await lockDataDirectory(join(folder, "data"));
  const restoring = restoreBackup(backup, { database: location, dataDir: join(folder, "data") }, migrations);
  await expect(restoring).rejects.toMatchObject({ detail: expect.stringContaining("Another console") });
  unlock();
});
