import "server-only";
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Returns the console's own secret (64 hex digits) from `secret-key` in the data directory, created at the first call.
 * If two processes create it at once, one wins and both get the same. Throws what node:fs throws, and an Error for a
 * damaged file.
 */
export function getSecretKey(dataDir: string): string {
  const file = join(/*turbopackIgnore: true*/ dataDir, "secret-key");
  const existing = findSecretKey(file);
  if (existing !== null) return existing;
  mkdirSync(/*turbopackIgnore: true*/ dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(/*turbopackIgnore: true*/ draft, `${randomBytes(32).toString("hex")}\n`, {
    mode: 0o600,
    flag: "wx",
    flush: true,
  });
  try {
    linkSync(/*turbopackIgnore: true*/ draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(/*turbopackIgnore: true*/ draft, { force: true });
  }
  return findSecretKey(file) ?? "";
}

// A damaged key is never replaced: everything encrypted with the old one would be lost silently.
function findSecretKey(file: string): string | null {
  try {
    const key = readFileSync(/*turbopackIgnore: true*/ file, "utf8").trim();
    if (!/^[0-9a-f]{64}$/.test(key)) throw new Error(`${file} is damaged: it must hold 64 hex digits`);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
