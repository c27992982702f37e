import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { identifyProcess, isProcessAlive } from "./process-identity";
import { endLeftoverChildren, recordChild } from "./process-ledger";

let dataDir: string;
const started: ReturnType<typeof spawn>[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), "shipshape-ledger-"));
});

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

async function startSleeper(): Promise<number> {
  const child = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
  started.push(child);
  await once(child, "spawn");
  return child.pid as number;
}

function writeLedger(entries: unknown[]): void {
  mkdirSync(path.join(dataDir, "registry"), { recursive: true });
  writeFileSync(path.join(dataDir, "registry", "processes.json"), JSON.stringify(entries));
}

const deadOwner = { pid: 999_999, startTime: 1 };

test.runIf(process.platform === "linux")("ends what a dead console left behind, and forgets it", async () => {
  const pid = await startSleeper();
  writeLedger([{ ...identifyProcess(pid), owner: deadOwner }]);
  expect(await endLeftoverChildren(dataDir)).toEqual([pid]);
  expect(isProcessAlive(identifyProcess(pid))).toBe(false);
  expect(readFileSync(path.join(dataDir, "registry", "processes.json"), "utf8").trim()).toBe("[]");
});

test("leaves a process alone that only has the pid of the recorded one", async () => {
  const pid = await startSleeper();
  writeLedger([{ pid, startTime: 1, owner: deadOwner }]);
  expect(await endLeftoverChildren(dataDir)).toEqual([]);
  expect(() => process.kill(pid, 0)).not.toThrow();
});

test("leaves its own children alone", async () => {
  const pid = await startSleeper();
  recordChild(dataDir, pid);
  expect(await endLeftoverChildren(dataDir)).toEqual([]);
  expect(() => process.kill(pid, 0)).not.toThrow();
});

test.runIf(process.platform === "linux")("refuses to touch the children of a console that still runs", async () => {
  const [pid, owner] = [await startSleeper(), await startSleeper()];
  writeLedger([{ ...identifyProcess(pid), owner: identifyProcess(owner) }]);
  await expect(endLeftoverChildren(dataDir)).rejects.toThrow(/Another Shipshape \(process \d+\)/);
  expect(() => process.kill(pid, 0)).not.toThrow();
});

test("takes a broken ledger for an empty one", async () => {
  mkdirSync(path.join(dataDir, "registry"));
  writeFileSync(path.join(dataDir, "registry", "processes.json"), "[{");
  expect(await endLeftoverChildren(dataDir)).toEqual([]);
});
