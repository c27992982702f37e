import { readFileSync, rmSync, writeFileSync } from "node:fs";

/** True when the work that the stamp stands for was finished for exactly this hash. */
export function isStamped(file, hash) {
  try {
    return readFileSync(file, "utf8") === hash;
  } catch {
    return false;
  }
}

/** Runs the work and stamps it; a work that was interrupted leaves no stamp. */
export async function stampAfter(file, hash, work) {
  rmSync(file, { force: true });
  await work();
  writeFileSync(file, hash);
}
