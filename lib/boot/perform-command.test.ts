import { mkdtempSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { verifyPassword } from "@/lib/auth/passwords";
import { findPerson } from "@/lib/auth/people-store";
import type { Config, RegistryConfig } from "@/lib/config/config";
import { closeDatabase, database, openProcessDatabase } from "@/lib/db/database";
import { listMigrated, migrate } from "@/lib/db/migrate";
import { forgetAllProcessWide, processWide } from "@/lib/process/process-wide";
import { startFakeRegistry } from "@/lib/testing/fake-registry";
import { aRegistryConfig } from "@/lib/testing/test-console";
import { migrations } from "./migrations";
import { performCommand } from "./perform-command";

const password = "a few words work well";

let dataDir: string;
let printed: string[];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "shipshape-command-"));
  printed = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(String(text)) > 0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await closeDatabase();
  forgetAllProcessWide();
  rmSync(dataDir, { recursive: true });
});

function configOf(registries: RegistryConfig[] = []): Config {
  const location = { kind: "sqlite", file: join(dataDir, "shipshape.db") } as const;
  const config = { dataDir, database: location, registries, secretKey: "5e".repeat(32), version: "1.2.3" } as Config;
  processWide("config", () => config);
  return config;
}

const typing = (text: string) =>
  vi.spyOn(process, "stdin", "get").mockReturnValue(Readable.from([text]) as unknown as typeof process.stdin);

async function useConsole(config: Config) {
  await migrate(openProcessDatabase(config.database), migrations);
  await closeDatabase();
}

test("check says of each registry whether it answers, and fails if one doesn't", async () => {
  const registry = await startFakeRegistry();
  const there = aRegistryConfig(registry.url);
  const gone = aRegistryConfig("http://127.0.0.1:9", { name: "gone" });
  expect(await performCommand(configOf([there]), ["check"])).toBe(0);
  forgetAllProcessWide();
  expect(await performCommand(configOf([there, gone]), ["check"])).toBe(1);
  expect(printed.join("")).toMatch(/FAILED {2}registry gone at http:\/\/127\.0\.0\.1:9: /);
  await registry.close();
});

test("check of an empty folder makes no database there", async () => {
  expect(await performCommand(configOf(), ["check"])).toBe(0);
  expect(await readdir(dataDir)).toEqual([]);
});

test.each([
  ["backup", "x"],
  ["user", "disable", "ann"],
  ["user", "reset-password", "ann"],
])("%s of a folder without a console is refused, and makes none there", async (...command) => {
  typing(password);
  await expect(performCommand(configOf(), command)).rejects.toMatchObject({
    detail: expect.stringContaining("Set DATA_DIR"),
  });
  expect(await readdir(dataDir)).toEqual([]);
});

test("a person is created, gets another password and is let in again", async () => {
  const config = configOf();
  typing(`${password}\n`);
  expect(await performCommand(config, ["user", "create", "ann"])).toBe(0);
  typing(password);
  await performCommand(config, ["user", "create", "bob"]);
  await performCommand(config, ["user", "disable", "ann"]);
  expect((await findPerson("ann"))?.disabled).toBe(1);
  typing("quite another password");
  await performCommand(config, ["user", "reset-password", "ann"]);
  const ann = await findPerson("ann");
  expect(ann).toMatchObject({ role: "admin", disabled: 0 });
  expect(await verifyPassword(ann?.password_hash ?? "", "quite another password")).toBe(true);
});

test("a password that is too short is refused", async () => {
  typing("short");
  await expect(performCommand(configOf(), ["user", "create", "ann"])).rejects.toMatchObject({
    code: "invalid-request",
  });
});

test("a database of an older version is not changed by looking after people", async () => {
  const config = configOf();
  const older = Object.fromEntries(Object.entries(migrations).slice(0, 5));
  await migrate(openProcessDatabase(config.database), older);
  await closeDatabase();
  typing(password);
  const creating = performCommand(config, ["user", "create", "ann"]);
  await expect(creating).rejects.toMatchObject({ detail: expect.stringContaining("older version") });
  expect(await listMigrated(database())).toHaveLength(5);
});

test("a backup by output is whole, restored by input, and leaves no file behind", async () => {
  const config = configOf();
  await useConsole(config);
  const parts: Buffer[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation(((part: Buffer, ...rest: unknown[]) => {
    parts.push(Buffer.from(part));
    for (const done of rest) if (typeof done === "function") done();
    return true;
  }) as typeof process.stdout.write);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(await performCommand(config, ["backup", "-"])).toBe(0);
  await closeDatabase();
  expect((await readdir(dataDir)).filter((name) => name.startsWith("backup"))).toEqual([]);
  const bytes = Buffer.concat(parts);
  expect(bytes.subarray(0, 15).toString()).toBe("SQLite format 3");
  vi.spyOn(process, "stdin", "get").mockReturnValue(Readable.from([bytes]) as unknown as typeof process.stdin);
  expect(await performCommand(config, ["restore", "-"])).toBe(0);
  expect((await readdir(dataDir)).filter((name) => name.includes(".db.before-restore"))).not.toEqual([]);
});

test.each([[["nonsense"]], [["backup"]], [["backup", "a", "b"]], [["user", "create"]]])(
  "%j is told how to be used",
  async (command) => {
    await expect(performCommand(configOf(), command)).rejects.toMatchObject({
      detail: expect.stringContaining("Usage: shipshape"),
    });
  },
);
