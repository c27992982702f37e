import "server-only";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { endProcess } from "./end-process";
import { identifyProcess, isProcessAlive, processIdentitySchema } from "./process-identity";

const entriesSchema = z.array(processIdentitySchema.extend({ owner: processIdentitySchema.optional() }));
type Entry = z.infer<typeof entriesSchema>[number];

// Children outlive a console that is killed; its successor finds them by this file.
const ledgerFile = (dataDir: string) => path.join(/*turbopackIgnore: true*/ dataDir, "registry", "processes.json");

function readEntries(dataDir: string): Entry[] {
  try {
    return entriesSchema.parse(JSON.parse(readFileSync(ledgerFile(dataDir), "utf8")));
  } catch {
    return [];
  }
}

function writeEntries(dataDir: string, entries: Entry[]): void {
  const file = ledgerFile(dataDir);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(entries)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Records a child of this process, until `forgetChild`. */
export function recordChild(dataDir: string, pid: number): void {
  const others = readEntries(dataDir).filter((entry) => entry.pid !== pid);
  writeEntries(dataDir, [...others, { ...identifyProcess(pid), owner: identifyProcess(process.pid) }]);
}

export function forgetChild(dataDir: string, pid: number): void {
  writeEntries(
    dataDir,
    readEntries(dataDir).filter((entry) => entry.pid !== pid),
  );
}

/**
 * Ends the children that an earlier console left behind, and returns their pids. Throws `unavailable` if that console
 * still runs: two consoles must never work on the same data.
 */
export async function endLeftoverChildren(dataDir: string): Promise<number[]> {
  const leftovers = readEntries(dataDir).filter(({ owner }) => owner?.pid !== process.pid || !isProcessAlive(owner));
  const other = leftovers.find(({ owner }) => owner && isProcessAlive(owner))?.owner;
  if (other) {
    throw new AppError(
      "unavailable",
      `Another Shipshape (process ${other.pid}) is already running on ${dataDir}. Stop it first, or set DATA_DIR to another directory.`,
    );
  }
  const alive = leftovers.filter(isProcessAlive);
  await Promise.all(alive.map((entry) => endProcess(entry.pid, () => isProcessAlive(entry))));
  for (const { pid } of leftovers) forgetChild(dataDir, pid);
  return alive.map(({ pid }) => pid);
}
