import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrations } from "@/lib/boot/migrations";
import type { CommandCollector } from "@/lib/config/command-collector";
import type { Config } from "@/lib/config/config";
import { closeDatabase, database, openProcessDatabase } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import { examineRegistry } from "@/lib/doctor/examine-registry";
import { findProcessStartTime } from "@/lib/jobs/process-identity";
import { forgetAllProcessWide, processWide } from "@/lib/process/process-wide";
import { runShutdown } from "@/lib/process/shutdown";
import { aCommandCollector } from "@/lib/testing/a-command-collector";
import { admin, collectedConfig, viewer } from "@/lib/testing/collected-registry";
import { placeTestDatabase } from "@/lib/testing/database/test-database";
import { anImage } from "@/lib/testing/factories";
import { type FakeRegistry, startFakeRegistry } from "@/lib/testing/fake-registry";
import { until } from "@/lib/testing/until";
import { getCollector } from "./get-collector";
import { getRun } from "./get-run";
import { listRuns } from "./list-runs";
import { recoverRuns } from "./recover-runs";
import { repairRegistryNow } from "./repair-registry-now";
import { startRun } from "./start-run";

const modules = new URL("../testing/console-modules.mjs", import.meta.url).pathname;
const consoleScript = new URL("../testing/collecting-console.ts", import.meta.url).pathname;
const node = (script: string, ...argv: string[]) => [process.execPath, "-e", script, ...argv];

let folder: string;
let registry: FakeRegistry;
let place: Awaited<ReturnType<typeof placeTestDatabase>>;
let other: ChildProcess;
let ours: Config;

const fileOf = (name: string) => path.join(folder, name);
const isReadOnly = () => existsSync(fileOf("read-only"));

/** Steps that leave files behind, and a collector that never finishes. */
function collector(): CommandCollector {
  const blob = `blob eligible for deletion: sha256:${"a".repeat(64)}`;
  const ahead = `0 blobs marked, 1 blobs and 0 manifests eligible for deletion\n${blob}`;
  const write = 'require("fs").writeFileSync(process.argv[1], String(process.pid))';
  return aCommandCollector({
    before: node(write, fileOf("read-only")),
    dryRun: node("console.log(process.argv[1])", ahead),
    collect: node(`${write}; setInterval(() => {}, 1000)`, fileOf("collector")),
    after: node('require("fs").rmSync(process.argv[1])', fileOf("read-only")),
    timeoutMs: 600_000,
  });
}

const configOf = (dataDir: string) =>
  collectedConfig({ dataDir, url: registry.url, program: { kind: "binary", path: "none" } }, collector());

async function untilCollecting(): Promise<void> {
  for await (const phase of createInterface(other.stdout as NodeJS.ReadableStream)) {
    if (phase === "collecting") return;
    if (phase === "failed") throw new Error((await listRuns(admin, { limit: 1 })).items[0]?.failure?.detail);
  }
}

/** Starts a registry that another console is collecting, on the same database as this one. */
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "shipshape-two-"));
  place = await placeTestDatabase(folder);
  registry = await startFakeRegistry({
    get readOnly() {
      return isReadOnly();
    },
  });
  ours = configOf(fileOf("ours"));
  processWide("config", () => ours);
  await migrate(openProcessDatabase(place.location), migrations);
  const theirs = { dataDir: fileOf("theirs"), url: registry.url, database: place.location };
  const settings = JSON.stringify({ ...theirs, garbageCollection: collector() });
  const flags = ["--experimental-transform-types", "--no-warnings", "--import", modules];
  other = spawn(process.execPath, [...flags, consoleScript, settings], { stdio: ["ignore", "pipe", "inherit"] });
  await untilCollecting();
  await until(() => expect(existsSync(fileOf("collector"))).toBe(true));
});

afterEach(async () => {
  other.kill("SIGKILL");
  await runShutdown();
  await closeDatabase();
  forgetAllProcessWide();
  endCollector();
  await registry.close();
  await place.remove();
  rmSync(folder, { recursive: true, force: true });
});

function endCollector(): void {
  try {
    process.kill(Number(readFileSync(fileOf("collector"), "utf8")), "SIGKILL");
  } catch {
    // It has ended.
  }
}

/** Stops or kills the other console, and recovers as if nothing had been heard of it for a minute. */
async function loseOther(signal: "SIGSTOP" | "SIGKILL"): Promise<string> {
  const gone = once(other, "exit");
  other.kill(signal);
  if (signal === "SIGKILL") await gone;
  await database<{ leases: { until_ms: number } }>().updateTable("leases").set({ until_ms: 1 }).execute();
  await recoverRuns();
  return (await listRuns(admin, { limit: 1 })).items[0]?.id ?? "";
}

test.each(["SIGSTOP", "SIGKILL"] as const)(
  "a registry stays read-only while the collector of a lost console may be at work: %s",
  async (signal) => {
    const id = await loseOther(signal);
    expect(isReadOnly()).toBe(true);
    const told = expect.stringMatching(/process \d+ on .*may still be at work.*stays read-only.*make sure that no/);
    expect(await getRun(viewer, id)).toMatchObject({
      state: "failed",
      failure: { type: "/problems/registry-read-only", detail: told },
    });
    expect((await getCollector(viewer, "local")).leftBehind).toEqual({
      type: "/problems/registry-read-only",
      detail: told,
    });
    const again = startRun(admin, { registry: "local", dryRun: false, removeUntagged: false });
    await expect(again).rejects.toMatchObject({ code: "already-running", detail: told });
    await recoverRuns();
    expect(isReadOnly()).toBe(true);
  },
);

test("the doctor says so too", async () => {
  registry.push("app", "1.0", anImage());
  await loseOther("SIGSTOP");
  const visit = await examineRegistry(admin, "local", { part: "software", again: true });
  expect(JSON.stringify(visit)).toMatch("its collector may still be at work");
});

test("somebody who has made sure that it is gone has the registry made writable", async () => {
  await loseOther("SIGSTOP");
  endCollector();
  expect((await repairRegistryNow(admin, "local")).leftBehind).toBeNull();
  expect(isReadOnly()).toBe(false);
});

test("the next start of that console ends its collector and makes the registry writable", async () => {
  await loseOther("SIGKILL");
  Object.assign(ours, { dataDir: fileOf("theirs") });
  await recoverRuns();
  expect(isReadOnly()).toBe(false);
  expect(findProcessStartTime(Number(readFileSync(fileOf("collector"), "utf8")))).toBeNull();
  expect((await getCollector(viewer, "local")).leftBehind).toBeNull();
});
