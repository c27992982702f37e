import "server-only";
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { sql } from "kysely";
import { systemActor } from "@/lib/auth/actor";
import { createPerson } from "@/lib/auth/create-person";
import { disablePerson } from "@/lib/auth/disable-person";
import { resetPassword } from "@/lib/auth/reset-password";
import { restoreBackup } from "@/lib/backup/restore-backup";
import { writeBackup } from "@/lib/backup/write-backup";
import type { Config } from "@/lib/config/config";
import { newPersonSchema } from "@/lib/contract/people";
import { openProcessDatabase } from "@/lib/db/database";
import { listMigrated, migrate, requireMigrated } from "@/lib/db/migrate";
import { storing } from "@/lib/db/storage-error";
import { AppError } from "@/lib/errors/app-error";
import { onShutdown } from "@/lib/process/shutdown";
import { checkHealth } from "@/lib/registry/check-health";
import { getConnection } from "@/lib/registry/connection";
import { migrations } from "./migrations";

type Command = (config: Config, args: string[]) => Promise<number>;

const commands: Record<string, Command> = { backup, check, restore, user, version };
const done = 0;
const failed = 1;

/**
 * Performs a command of the program `shipshape` instead of the console, with the console's configuration, and returns its
 * exit code. Throws `invalid-request` for arguments that it doesn't know.
 */
export async function performCommand(config: Config, [name = "", ...args]: string[]): Promise<number> {
  const command = commands[name];
  if (!command) throw misused(name, "backup, check, restore, user or version");
  return command(config, args);
}

async function version({ version }: Config): Promise<number> {
  print(version);
  return done;
}

async function check(config: Config): Promise<number> {
  const databaseIsWell = await checkDatabase(config);
  const healths = await Promise.all(
    config.registries
      .filter(({ garbageCollection }) => garbageCollection.kind !== "managed")
      .map(async ({ name, url }) => ({ name, url, health: await checkHealth(getConnection(name)) })),
  );
  for (const { name, url, health } of healths)
    print(
      `${health.state === "ok" ? "ok    " : "FAILED"}  registry ${name} at ${url}${health.detail ? `: ${health.detail}` : ""}`,
    );
  return databaseIsWell && healths.every(({ health }) => health.state === "ok") ? done : failed;
}

async function checkDatabase({ database }: Config): Promise<boolean> {
  if (database.kind === "sqlite" && !existsSync(/*turbopackIgnore: true*/ database.file)) {
    print(`ok      database: a new one, at ${database.file}`);
    return true;
  }
  try {
    await storing(() => sql`select 1`.execute(openProcessDatabase(database)));
    print(`ok      database: ${database.kind}`);
    return true;
  } catch (error) {
    print(`FAILED  database: ${error instanceof AppError ? error.detail : "it can't be opened"}`);
    return false;
  }
}

async function backup(config: Config, args: string[]): Promise<number> {
  const file = theOnly(args, "backup FILE");
  requireDatabase(config);
  openProcessDatabase(config.database);
  const written = file === "-" ? join(config.dataDir, `backup-${randomUUID()}`) : file;
  await writeBackup(written, config, migrations);
  if (file === "-") await pipeOut(written);
  process.stderr.write(
    `The backup is ${file === "-" ? "written" : `in ${file}`}. It holds the console's secret key: keep it as safe as the console itself.\n`,
  );
  return done;
}

async function restore(config: Config, args: string[]): Promise<number> {
  const named = theOnly(args, "restore FILE");
  const file = named === "-" ? await pipeIn(config.dataDir) : named;
  if (config.database.kind === "postgres") openProcessDatabase(config.database);
  const { createdAt, version, keptAs } = await restoreBackup(file, config, migrations);
  print(`Restored the backup of ${createdAt}, made by version ${version}. Everyone has to sign in again.`);
  if (keptAs) print(`The database from before is kept as ${keptAs}.`);
  return done;
}

// An empty backup of a mistyped folder would be noticed when it is needed.
function requireDatabase({ database }: Config): void {
  if (database.kind === "sqlite" && !existsSync(/*turbopackIgnore: true*/ database.file))
    throw new AppError(
      "unavailable",
      `There is no database at ${database.file}. Set DATA_DIR to the console's folder.`,
    );
}

async function pipeOut(file: string): Promise<void> {
  try {
    await pipeline(createReadStream(/*turbopackIgnore: true*/ file), process.stdout, { end: false });
  } finally {
    rmSync(/*turbopackIgnore: true*/ file);
  }
}

async function pipeIn(dataDir: string): Promise<string> {
  mkdirSync(/*turbopackIgnore: true*/ dataDir, { recursive: true, mode: 0o700 });
  const file = join(/*turbopackIgnore: true*/ dataDir, `restore-${randomUUID()}`);
  onShutdown(async () => rmSync(/*turbopackIgnore: true*/ file, { force: true }));
  await pipeline(process.stdin, createWriteStream(/*turbopackIgnore: true*/ file, { mode: 0o600 }));
  return file;
}

async function user(config: Config, [action, username, ...more]: string[]): Promise<number> {
  const usage = "user create|reset-password|disable NAME";
  if (username === undefined || more.length > 0) throw misused("user", usage);
  await openForUsers(config, action === "create");
  if (action === "create") await createPerson(systemActor, await personOf(username));
  else if (action === "reset-password") await resetPassword(systemActor, username, (await personOf(username)).password);
  else if (action === "disable") await disablePerson(systemActor, username);
  else throw misused("user", usage);
  print(`${username}: ${action} is done.`);
  return done;
}

// A live console of an older version would not start on a database that was migrated here.
async function openForUsers(config: Config, isNew: boolean): Promise<void> {
  if (!isNew) requireDatabase(config);
  const db = openProcessDatabase(config.database);
  if (isNew && (await listMigrated(db)).length === 0) await storing(() => migrate(db, migrations));
  await requireMigrated(db, migrations);
}

async function personOf(username: string) {
  const password = (await text(process.stdin)).replace(/\r?\n$/, "");
  const parsed = newPersonSchema.safeParse({ username, password, role: "admin" });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError(
    "invalid-request",
    `The ${String(issue?.path[0] ?? "input")} ${issue?.message ?? "is not valid"}.`,
  );
}

function theOnly([file, ...more]: string[], usage: string): string {
  if (file === undefined || more.length > 0) throw misused(usage.split(" ")[0] ?? "", usage);
  return file;
}

const misused = (name: string, usage: string) =>
  new AppError("invalid-request", `Unknown arguments of ${name || "shipshape"}. Usage: shipshape ${usage}`);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
