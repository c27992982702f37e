import "server-only";
import { chmodSync, closeSync, lstatSync, openSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { logger } from "@/lib/logging/logger";

const forOthers = 0o077;
const sticky = 0o1000;
// The database with its log and copies, the key, the lock, the count of deletions, and the mark that people exist.
const ownFile = /^(?:shipshape\.db.*|secret-key.*|lock(?:-.*)?|deletion-count|initialised)$/;
const registryFolder = "registry";

/**
 * Removes other users' permissions on the console's own files in its data directory, as a restored copy or an earlier
 * version may have left them. Also restricts the folder itself if it holds nothing else. Leaves all other files alone.
 */
export function keepPrivate(dataDir: string): void {
  const names = readdirSync(/*turbopackIgnore: true*/ dataDir);
  const own = names.filter((name) => ownFile.test(name));
  for (const name of own) close(join(/*turbopackIgnore: true*/ dataDir, name));
  if (names.includes(registryFolder)) closeFolder(join(/*turbopackIgnore: true*/ dataDir, registryFolder));
  const isShared = (statSync(/*turbopackIgnore: true*/ dataDir).mode & sticky) !== 0;
  if (!isShared && names.every((name) => own.includes(name) || name === registryFolder)) closeFolderItself(dataDir);
}

/** Creates the file, for its owner only, unless it exists. */
export function createPrivate(file: string): void {
  closeSync(openSync(/*turbopackIgnore: true*/ file, "a", 0o600));
}

// The folder of the embedded registry: everything it stores lies below, which others can't reach once this is closed.
function closeFolder(folder: string): void {
  if (!lstatSync(folder).isDirectory()) return;
  for (const entry of readdirSync(/*turbopackIgnore: true*/ folder, { withFileTypes: true }))
    if (entry.isFile()) close(join(/*turbopackIgnore: true*/ folder, entry.name));
  closeFolderItself(folder);
}

function close(file: string): void {
  const found = lstatSync(file);
  if (found.isFile() && (found.mode & forOthers) !== 0) change(file, 0o600);
}

function closeFolderItself(folder: string): void {
  if ((statSync(/*turbopackIgnore: true*/ folder).mode & forOthers) !== 0) change(folder, 0o700);
}

// Some file systems have no permissions, and some files belong to another user.
function change(path: string, mode: number): void {
  try {
    chmodSync(/*turbopackIgnore: true*/ path, mode);
  } catch (error) {
    logger().warn({ err: error, path }, "others may read this, and that can't be changed");
  }
}
