import "server-only";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import { AppError } from "@/lib/errors/app-error";
import { createPrivate, keepPrivate } from "./keep-private";

/**
 * Creates the data directory, restricts it to its owner and locks it for this process. Returns a function that unlocks
 * it. Throws `unavailable` if another console has locked it. It is an operating system lock on the file `lock`, which
 * ends with its process: a killed console leaves no stale lock, even if it ran in another container.
 */
export async function lockDataDirectory(dataDir: string): Promise<() => void> {
  try {
    mkdirSync(/*turbopackIgnore: true*/ dataDir, { recursive: true, mode: 0o700 });
    keepPrivate(dataDir);
    return lock(dataDir);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : "unknown error";
    throw new AppError("unavailable", `The data directory ${dataDir} can't be used: ${reason}.`, { cause: error });
  }
}

function lock(dataDir: string): () => void {
  const holderFile = join(/*turbopackIgnore: true*/ dataDir, "lock-holder");
  const lockFile = join(/*turbopackIgnore: true*/ dataDir, "lock");
  createPrivate(lockFile);
  const file = new SQLite(lockFile, { timeout: 0 });
  try {
    file.exec("begin exclusive");
  } catch (error) {
    file.close();
    if ((error as { code?: string }).code?.startsWith("SQLITE_BUSY")) throw inUse(dataDir, holderFile);
    throw error;
  }
  // Only for the message of `inUse`; the lock itself is the open transaction.
  const holder = `process ${process.pid}, started ${new Date(Date.now() - process.uptime() * 1000).toISOString()}`;
  writeFileSync(/*turbopackIgnore: true*/ holderFile, `${holder}\n`, { mode: 0o600 });
  return () => {
    rmSync(/*turbopackIgnore: true*/ holderFile, { force: true });
    file.close();
  };
}

function inUse(dataDir: string, holderFile: string): AppError {
  const detail = `Another console (${findHolder(holderFile)}) uses the data directory ${dataDir}. Stop it, or give this one its own with DATA_DIR.`;
  return new AppError("unavailable", detail);
}

function findHolder(holderFile: string): string {
  try {
    return readFileSync(/*turbopackIgnore: true*/ holderFile, "utf8").trim() || "unknown";
  } catch {
    return "unknown";
  }
}
