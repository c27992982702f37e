import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { endListedProcesses } from "./end-processes.mjs";

type Entry = { pid: number; startTime: number; owner?: Entry };

let folder: string;
let file: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "shipshape-end-"));
  file = path.join(folder, "processes.json");
  children = [];
});

afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

function startProcess(script = "setInterval(() => {}, 1000)"): ChildProcess {
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  return child;
}

function identify(pid: number | undefined): Entry {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return { pid: Number(pid), startTime: Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]) };
}

const list = (...entries: Entry[]) => writeFileSync(file, JSON.stringify(entries));

describe.runIf(process.platform === "linux")("ending what a killed console has left", () => {
  test("ends a listed process", async () => {
    const child = startProcess();
    list(identify(child.pid));
    const ended = once(child, "exit");
    expect(await endListedProcesses(file)).toBe(1);
    expect(await ended).toEqual([null, "SIGTERM"]);
  });

  test("ends one that ignores SIGTERM", async () => {
    const child = startProcess("process.on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000)");
    await once(child.stdout ?? child, "data");
    list(identify(child.pid));
    const ended = once(child, "exit");
    await endListedProcesses(file, 100);
    expect(await ended).toEqual([null, "SIGKILL"]);
  });

  test("leaves a process alone that only has the pid of the listed one", async () => {
    const child = startProcess();
    const entry = identify(child.pid);
    list({ ...entry, startTime: entry.startTime - 1 });
    expect(await endListedProcesses(file)).toBe(0);
    expect(child.exitCode ?? child.signalCode).toBeNull();
  });

  test("leaves alone what a console that still runs has started", async () => {
    const child = startProcess();
    list({ ...identify(child.pid), owner: identify(process.pid) });
    expect(await endListedProcesses(file)).toBe(0);
    expect(child.exitCode ?? child.signalCode).toBeNull();
  });

  test("has nothing to do where there is no list, or one that can't be read", async () => {
    expect(await endListedProcesses(file)).toBe(0);
    writeFileSync(file, "[{");
    expect(await endListedProcesses(file)).toBe(0);
  });
});
