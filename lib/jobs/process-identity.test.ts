import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { until } from "@/lib/testing/until";
import { findProcessStartTime, identifyProcess, isProcessAlive } from "./process-identity";

let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));

const onLinux = process.platform === "linux";
const hasPython = onLinux && spawnSync("python3", ["--version"]).status === 0;

test.runIf(onLinux)("a process is alive until it is gone, and a later one of its number is another", async () => {
  child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(child, "spawn");
  const identity = identifyProcess(child.pid as number);
  expect(isProcessAlive(identity)).toBe(true);
  expect(isProcessAlive({ ...identity, startTime: (identity.startTime as number) - 1 })).toBe(false);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isProcessAlive(identity)).toBe(false);
});

test.runIf(hasPython)("a process whose first thread has ended is alive while others are at work", async () => {
  const script = [
    "import ctypes, threading, time",
    "threading.Thread(target=lambda: time.sleep(60)).start()",
    "ctypes.CDLL(None).pthread_exit(None)",
  ];
  child = spawn("python3", ["-c", script.join("\n")]);
  await once(child, "spawn");
  const { pid } = child;
  const identity = identifyProcess(pid as number);
  const stat = () => readFileSync(`/proc/${pid}/stat`, "utf8");
  await until(() => expect(stat()).toContain(") Z "));
  expect(findProcessStartTime(pid as number)).toBe(identity.startTime);
  expect(isProcessAlive(identity)).toBe(true);
});
