import "server-only";
import type { DatabaseConnection } from "kysely";
import { AppError } from "@/lib/errors/app-error";

const full = new Set(["SQLITE_FULL", "SQLITE_IOERR_WRITE", "ENOSPC", "EDQUOT", "53100"]);
// PostgreSQL's codes: lock not available, serialization failure, deadlock; the server stops, starts, or is read-only.
const unwritable = ["55P03", "40001", "40P01", "57P01", "57P02", "57P03", "25006", "ECONNRESET", "EPIPE"];
const locked = new Set(["SQLITE_BUSY", "SQLITE_LOCKED", ...unwritable]);

const closedFile = new Set(["EACCES", "EPERM", "EROFS", "EIO", "EISDIR", "ENOTDIR", "EMFILE"]);

/**
 * Runs a query or a write to a file. Throws `storage-full` if the disk is full, and `unavailable` if a database or file
 * is busy, read-only, damaged or out of reach. Bugs are thrown unchanged.
 */
export async function storing<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (full.has(code))
      throw new AppError(
        "storage-full",
        "The console's disk is full, so it can't record what it is about to do. Nothing was changed; free some space under DATA_DIR.",
        { cause },
      );
    if (code === "SQLITE_NOTADB" || code === "SQLITE_CORRUPT")
      throw new AppError(
        "unavailable",
        "The console's database, shipshape.db under DATA_DIR, is damaged, or is not a database. Restore a backup of it, or move the file away to start with an empty one.",
        { cause },
      );
    if (locked.has(code) || code.startsWith("SQLITE_READONLY") || code.startsWith("SQLITE_IOERR"))
      throw new AppError("unavailable", "The console's database is not available right now. Nothing was changed.", {
        cause,
      });
    if (closedFile.has(code))
      throw new AppError("unavailable", "The console can't write its files under DATA_DIR. Nothing was changed.", {
        cause,
      });
    throw cause;
  }
}

const covered = new WeakSet<DatabaseConnection>();

/** The same connection, whose queries throw what `storing` throws. */
export function tellFailures<C extends DatabaseConnection>(connection: C): C {
  if (covered.has(connection)) return connection;
  covered.add(connection);
  const execute = connection.executeQuery.bind(connection);
  connection.executeQuery = (...query) => storing(() => execute(...query));
  return connection;
}
