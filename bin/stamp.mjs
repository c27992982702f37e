import { readFileSync, rmSync, writeFileSync } from "node:fs";

/** Returns true if the stamped work was finished for exactly this hash. */
export function isStamped(file, hash) {
  try {
    return readFileSync(file, "utf8") === hash;
  } catch {
    return false;
  }
}

/** Runs `work` and stamps it; interrupted work leaves no stamp. */
export async function stampAfter(file, hash, work) {
  rmSync(file, { force: true });
  await work();
  writeFileSync(file, hash);
}
