import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { migrations } from "@/lib/boot/migrations";
import { closeDatabase, openProcessDatabase } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import { startEmbeddedRegistry } from "@/lib/embedded-registry/embedded-registry";
import { isProcessAlive, type ProcessIdentity } from "@/lib/jobs/process-identity";
import { forgetAllProcessWide, processWide } from "@/lib/process/process-wide";
import { runShutdown } from "@/lib/process/shutdown";
import { admin, collectedConfig } from "@/lib/testing/collected-registry";
import { placeTestDatabase } from "@/lib/testing/database/test-database";
import { findFreePort } from "@/lib/testing/free-port";
import { pushTestImage } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { until } from "@/lib/testing/until";
import { getRun } from "./get-run";
import { listRuns } from "./list-runs";
import { readRunLog } from "./read-run-log";
import { recoverRuns } from "./recover-runs";
import { startRun } from "./start-run";

const linux = process.platform === "linux";
const modules = new URL("../testing/console-modules.mjs", import.meta.url).pathname;
const consoleScript = new URL("../testing/collecting-console.ts", import.meta.url).pathname;
const lookOnly = { registry: "local", dryRun: true, removeUntagged: false };

let dataDir: string;
let database: Awaited<ReturnType<typeof placeTestDatabase>>;
let url: string;
let program: { kind: "binary"; path: string };
let crashing: ChildProcess | undefined;

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), "shipshape-crash-"));
  database = await placeTestDatabase(dataDir);
  url = `http://127.0.0.1:${await findFreePort()}`;
});

afterEach(async () => {
  if (crashing?.exitCode === null) crashing.kill("SIGKILL");
  await runShutdown();
  await closeDatabase();
  forgetAllProcessWide();
  await database.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

const recorded = (): ProcessIdentity[] =>
  JSON.parse(readFileSync(path.join(dataDir, "registry", "processes.json"), "utf8"));
const startUpload = () => fetch(`${url}/v2/app/blobs/uploads/`, { method: "POST" });

/** Makes the registry's collector do a dry run as usual, but never finish when it removes. */
function makeSlow(real: string): void {
  const file = path.join(dataDir, "slow-registry");
  const script = `#!/bin/sh
case "$*" in
  garbage-collect*--dry-run*|serve*) exec "${real}" "$@" ;;
esac
exec sleep 300
`;
  writeFileSync(file, script, { mode: 0o755 });
  program = { kind: "binary", path: file };
}

async function startConsole(): Promise<void> {
  const config = collectedConfig({ dataDir, url, program });
  processWide("config", () => config);
  await migrate(openProcessDatabase(database.location), migrations);
  await startEmbeddedRegistry(config);
  await recoverRuns();
}

/** Starts a whole console in a process of its own, which collects, and resolves when the run enters that phase. */
async function startCrashingConsole(phase: string): Promise<void> {
  const argv = ["--experimental-transform-types", "--no-warnings", "--import", modules];
  const settings = JSON.stringify({ dataDir, url, program, database: database.location });
  crashing = spawn(process.execPath, [...argv, consoleScript, settings], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (!crashing.stdout) throw new Error("no output");
  for await (const line of createInterface(crashing.stdout)) if (line === phase) return;
  throw new Error(`the console ended before ${phase}`);
}

async function killConsole(): Promise<void> {
  const gone = once(crashing as ChildProcess, "exit");
  crashing?.kill("SIGKILL");
  await gone;
}

/** Creates something to collect: blobs that no manifest names any more. */
async function fillRegistry(): Promise<void> {
  await startConsole();
  await pushTestImage(url, "app", "1", ["kept"]);
  const gone = await pushTestImage(url, "app", "2", ["gone"]);
  await fetch(`${url}/v2/app/manifests/${gone.digest}`, { method: "DELETE" });
  await runShutdown();
  await closeDatabase();
  forgetAllProcessWide();
}

describe.runIf(linux).each(findRegistryPrograms())("with registry $version", (found) => {
  test("after kill -9 in the middle of a collection the next start ends it, and pushes work again", async () => {
    makeSlow(found.program.path);
    await fillRegistry();
    await startCrashingConsole("collecting");
    expect((await startUpload()).status).toBe(405);
    // The phase is reported right before the collector begins.
    await until(() => expect(recorded()).toHaveLength(2));
    await killConsole();
    const leftovers = recorded();
    expect(leftovers.filter(isProcessAlive)).toHaveLength(2);

    await startConsole();
    expect(leftovers.filter(isProcessAlive)).toEqual([]);
    expect((await startUpload()).status).toBe(202);
    const { items } = await listRuns(admin, { limit: 50 });
    expect(items).toMatchObject([{ state: "failed", failure: { type: "/problems/run-interrupted" } }]);
    const log = await readRunLog(admin, items[0]?.id ?? "");
    expect(log).toMatch(/ended while this run was at "collecting"[\s\S]*accepts pushes again \(checked\)/);

    program = found.program;
    const again = await startRun(admin, lookOnly);
    await until(async () => expect((await getRun(admin, again.id)).state).toBe("succeeded"));
  });

  test("when the collector is killed the run fails, and pushes work again", async () => {
    makeSlow(found.program.path);
    await fillRegistry();
    await startConsole();
    const run = await startRun(admin, { ...lookOnly, dryRun: false });
    await until(async () => expect((await getRun(admin, run.id)).phase).toBe("collecting"));
    const collector = await until(() => {
      const [, second] = recorded();
      expect(second).toBeDefined();
      return second as ProcessIdentity;
    });
    process.kill(collector.pid, "SIGKILL");
    await until(async () => expect((await getRun(admin, run.id)).finishedAt).not.toBeNull());
    expect((await getRun(admin, run.id)).failure).toMatchObject({
      type: "/problems/collector-failed",
      detail: expect.stringContaining("SIGKILL"),
    });
    expect((await startUpload()).status).toBe(202);
  });

  test("a console that is stopped in the middle of a collection leaves nothing running", async () => {
    makeSlow(found.program.path);
    await fillRegistry();
    await startConsole();
    const run = await startRun(admin, { ...lookOnly, dryRun: false });
    await until(async () => expect((await getRun(admin, run.id)).phase).toBe("collecting"));
    const children = recorded();
    await runShutdown();
    expect(children.filter(isProcessAlive)).toEqual([]);
    expect((await getRun(admin, run.id)).failure?.type).toBe("/problems/run-interrupted");
  });
});
