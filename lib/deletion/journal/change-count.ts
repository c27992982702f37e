import "server-only";
import { closeSync, constants, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { sql } from "kysely";
import { database, isPostgres } from "@/lib/db/database";
import { storing } from "@/lib/db/storage-error";
import { processWide } from "@/lib/process/process-wide";

type CountTables = { deletion_count: { id: number; count: number; folder: string | null } };

declare module "@/lib/db/tables" {
  interface Tables extends CountTables {}
}

type Place = { file: string | null };

const place = () => processWide<Place>("deletion-count", () => ({ file: null }));
const tables = () => database();

/**
 * From now on counts each step of deleting and restoring, in the database and in a file beside it. Returns whether the
 * database is an older copy than the one that the file has counted for or, on SQLite, is in a folder that is a copy. If
 * so, nothing that the database records as running may continue by itself.
 */
export async function openChangeCount(dataDir: string): Promise<boolean> {
  const file = join(/*turbopackIgnore: true*/ dataDir, "deletion-count");
  place().file = file;
  const counted = readCount(file);
  const stored = await tables().selectFrom("deletion_count").selectAll().executeTakeFirst();
  const count = stored?.count ?? 0;
  const isCopy =
    !isPostgres() && stored?.folder != null && counted !== null && stored.folder !== (await identityOf(file));
  const isOlder = counted !== null && counted > count;
  await storeCount(Math.max(count, counted ?? 0));
  return isOlder || isCopy;
}

/**
 * Makes the next start take the database for an older copy, as the one that was just restored is: what it records as
 * running must not continue by itself. `stored` is the count in that database.
 */
export async function pauseAfterRestore(dataDir: string, stored: number): Promise<void> {
  const file = join(/*turbopackIgnore: true*/ dataDir, "deletion-count");
  const count = Math.max(readCount(file) ?? 0, stored) + 1;
  await writing(file, (open) => writeSync(open, `${String(count).padStart(countWidth)}\n`, 0));
}

/** Counts a step, before the registry is asked for it. */
export async function countChange(): Promise<void> {
  if (place().file !== null) await storeCount(1, sql<number>`deletion_count.count + 1`);
}

// The database is written first: a crash between the two must not make it look old.
async function storeCount(first: number, next = sql<number>`${first}`): Promise<void> {
  const file = place().file as string;
  const folder = isPostgres() ? null : await identityOf(file);
  const { count } = await tables()
    .insertInto("deletion_count")
    .values({ id: 1, count: first, folder })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ count: next, folder }))
    .returning("count")
    .executeTakeFirstOrThrow();
  await writing(file, (open) => {
    // Overwrites the count in one block: whatever interrupts it, the file holds the old count or the new one.
    writeSync(open, `${String(count).padStart(countWidth)}\n`, 0);
    fsyncSync(open);
  });
}

const countWidth = String(Number.MAX_SAFE_INTEGER).length;

function readCount(file: string): number | null {
  try {
    const count = Number(readFileSync(/*turbopackIgnore: true*/ file, "utf8"));
    return Number.isSafeInteger(count) && count >= 0 ? count : null;
  } catch {
    return null;
  }
}

/** Returns what a copied file doesn't share with its original. Creates the file if it doesn't exist. */
function identityOf(file: string): Promise<string> {
  return writing(file, (open) => {
    const { ino, birthtimeMs } = fstatSync(open);
    return `${ino}/${Math.round(birthtimeMs)}`;
  });
}

/** Opens the file, and creates it if it doesn't exist. Throws `storage-full` and `unavailable`. */
function writing<T>(file: string, use: (open: number) => T): Promise<T> {
  return storing(async () => {
    mkdirSync(/*turbopackIgnore: true*/ dirname(file), { recursive: true, mode: 0o700 });
    const open = openSync(/*turbopackIgnore: true*/ file, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      return use(open);
    } finally {
      closeSync(open);
    }
  });
}
