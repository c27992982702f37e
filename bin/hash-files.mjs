import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Returns one hash over the names and contents of the existing files and folders; `include` selects among a folder's
 * files.
 */
export function hashFiles(folder, names, include = () => true) {
  const hash = createHash("sha256").update(`${process.platform}-${process.arch}\n`);
  for (const name of names) for (const file of filesBelow(folder, name, include)) add(hash, folder, file);
  return hash.digest("hex");
}

function add(hash, folder, file) {
  const content = readFileSync(join(folder, file));
  hash.update(`${file}\0${content.length}\0`).update(content);
}

function filesBelow(folder, name, include) {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return include(name) ? [name] : [];
  return readdirSync(path)
    .sort()
    .flatMap((entry) => filesBelow(folder, `${name}/${entry}`, include));
}
