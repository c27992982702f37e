import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { runScript } from "@/bench/run-script";
import { countTree, type TreeCount } from "./count-tree";
import { generatorVersion, type SetName } from "./sets";
import { StorageTree } from "./storage-tree";

export type PreparedSet = { name: SetName; seed: string; storageDir: string; count: TreeCount };

/** The folder where the trees are kept between runs. */
export const keptFolder = join(tmpdir(), "shipshape-bench");

/**
 * Returns the storage tree of a set and its counts: kept from an earlier run, or written now. An interrupted run leaves
 * nothing that a later run would use as a tree.
 */
export async function prepareDataSet(name: SetName, seed: string, say: (line: string) => void): Promise<PreparedSet> {
  const folder = join(keptFolder, `${name}-${seed}-v${generatorVersion}`);
  const [storageDir, countFile] = [join(folder, "storage"), join(folder, "count.json")];
  if (!existsSync(countFile)) {
    rmSync(folder, { recursive: true, force: true });
    const started = performance.now();
    await writeTree(storageDir, name, seed);
    const written = performance.now();
    const count = countTree(storageDir);
    say(`Data set ${name}: written in ${seconds(started, written)}, counted in ${seconds(written, performance.now())}`);
    writeFileSync(`${countFile}.new`, JSON.stringify(count));
    renameSync(`${countFile}.new`, countFile);
  }
  return { name, seed, storageDir, count: JSON.parse(readFileSync(countFile, "utf8")) };
}

/** Removes every kept tree. */
export function removeKeptSets(): void {
  rmSync(keptFolder, { recursive: true, force: true });
}

async function writeTree(storageDir: string, name: SetName, seed: string): Promise<void> {
  mkdirSync(storageDir, { recursive: true });
  new StorageTree(storageDir).prepare();
  const parts = Math.min(8, availableParallelism());
  const shares = Array.from({ length: parts }, (_, part) =>
    runScript("bench/data-set/write-part-script.ts", [storageDir, name, seed, `${part}`, `${parts}`]),
  );
  await Promise.all(shares);
}

function seconds(from: number, to: number): string {
  return `${((to - from) / 1000).toFixed(1)} s`;
}
