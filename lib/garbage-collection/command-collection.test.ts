import { existsSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { CommandCollector } from "@/lib/config/command-collector";
import type { Run } from "@/lib/contract/garbage-collection";
import { database } from "@/lib/db/database";
import { restartEmbeddedRegistry } from "@/lib/embedded-registry/embedded-registry";
import { writeLater } from "@/lib/registry-index/writing/write-behind";
import { aCommandCollector } from "@/lib/testing/a-command-collector";
import { admin, type CollectedRegistry, startCollectedRegistry } from "@/lib/testing/collected-registry";
import { finishedRun } from "@/lib/testing/finished-run";
import { deleteTestManifest, pushTestImage } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { viewer } from "@/lib/testing/test-console";
import { getCollector } from "./get-collector";
import { readRunLog } from "./read-run-log";
import { appendLogPart } from "./runs/run-log-store";
import { startRun } from "./start-run";

const [found] = findRegistryPrograms();
const node = (script: string, ...argv: string[]) => [process.execPath, "-e", script, ...argv];
const report = (blobs: string[], marked: string[] = []) =>
  [
    "app",
    ...marked.map((digest) => `app: marking manifest ${digest} `),
    `0 blobs marked, ${blobs.length} blobs and 0 manifests eligible for deletion`,
    ...blobs.map((digest) => `blob eligible for deletion: ${digest}`),
  ].join("\n");
const printing = (text: string) => node("console.log(process.argv[1])", text);
const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`;

const storedLog = (id: string) =>
  database<{ collection_log: { run_id: string; text: string } }>()
    .selectFrom("collection_log")
    .select("text")
    .where("run_id", "=", id)
    .execute();

let registry: CollectedRegistry;

afterEach(async () => {
  await registry.close();
});

/** Starts a registry collected by programs that only print; it stays read-only unless the settings say otherwise. */
async function start(settings: Partial<CommandCollector>, { readOnly = true } = {}): Promise<void> {
  if (!found) throw new Error("no registry program");
  registry = await startCollectedRegistry(
    found,
    aCommandCollector({ dryRun: printing(report([])), collect: printing(report([])), ...settings }),
  );
  if (readOnly) await restartEmbeddedRegistry({ readOnly: true });
}

async function run(body: { dryRun: boolean; rehearsal?: boolean }): Promise<Run> {
  const started = await startRun(admin, { registry: "local", removeUntagged: false, ...body });
  return finishedRun(started);
}

const collectNow = { dryRun: false };
const lookOnly = { dryRun: true };

describe.runIf(found)("a registry that is collected by commands", () => {
  test("bytes come from the sizes that are known, the others are counted", async () => {
    const output = printing(report([digestOf("a"), digestOf("b"), digestOf("c")]));
    await start({ dryRun: output, collect: output });
    writeLater(({ sizes }) => sizes.set(digestOf("a"), 1000).set(digestOf("b"), 234));
    expect(await run(collectNow)).toMatchObject({
      state: "succeeded",
      blobsEligible: 3,
      reclaimableBytes: 1234,
      reclaimedBytes: 1234,
      unknownSizes: 1,
    });
  });

  test("a collection of a registry that accepts pushes is refused, a dry run is not", async () => {
    await start({}, { readOnly: false });
    await expect(run(collectNow)).rejects.toThrow("registry-writable");
    expect((await getCollector(admin, "local")).blockedBy?.type).toBe("/problems/registry-writable");
    expect((await run(lookOnly)).state).toBe("succeeded");
  });

  test("it may be collected although it accepts pushes where the configuration says so", async () => {
    await start({ allowWritable: true }, { readOnly: false });
    expect((await run(collectNow)).state).toBe("succeeded");
  });

  test("a before step that leaves the registry writable stops the run, and the after step runs", async () => {
    await start({ before: node(""), after: node("console.log('after ran')") }, { readOnly: false });
    const ended = await run(collectNow);
    expect(ended).toMatchObject({ state: "failed", failure: { type: "/problems/registry-writable" } });
    expect(ended.failure?.detail).toContain('The "before" step of the configuration is there to make it read-only');
    expect(await readRunLog(admin, ended.id)).toMatch(/after ran\n/);
  });

  test("the after step runs where the before step has failed, and both are in the log", async () => {
    await start({ before: node("process.exit(3)"), after: node("console.log('after ran')") }, { readOnly: false });
    const ended = await run(collectNow);
    expect(ended.failure?.detail).toBe('The step "before" ended with exit code 3; see the log.');
    expect(await readRunLog(admin, ended.id)).toContain("after ran");
  });

  test("what is secret in a step, in what it prints and in why it failed is in nothing that a viewer reads", async () => {
    const header = "Authorization: Bearer step-secret-1";
    const curl = "+ curl -u me:step-secret-2 http://r/";
    const failing = "console.log(process.argv[2]); console.error('error: https://me:step-secret-3@host failed')";
    await start({ dryRun: node(`${failing}; process.exit(1)`, "-H", header, curl, "--token=step-secret-4") });
    const ended = await run(lookOnly);
    expect(ended.state).toBe("failed");
    const log = await readRunLog(viewer, ended.id);
    expect(log).toContain("-H");
    expect(log).toContain("[hidden]");
    expect(JSON.stringify([ended, log, await storedLog(ended.id)])).not.toMatch(/step-secret/);
  });

  test("a log that an earlier version wrote is shown without the secrets of its commands", async () => {
    await start({});
    const { id } = await run(lookOnly);
    await appendLogPart(id, { part: 900, text: "2026-01-01T00:00:00Z $ tool --token old-secret\n" });
    expect(await readRunLog(viewer, id)).toMatch(/\$ tool --token \[hidden\]\n$/);
  });

  test("a registry that stays read-only after its after step is a failure that says so", async () => {
    await start({ after: node("process.exit(1)") });
    const ended = await run(collectNow);
    expect(ended.failure).toMatchObject({ type: "/problems/registry-read-only" });
    expect(ended.failure?.detail).toContain('The step "after" ended with exit code 1');
  });

  test("what failed is told in its order", async () => {
    await start({ before: node("process.exit(3)"), after: node("process.exit(4)") });
    const { failure } = await run(collectNow);
    expect(failure?.type).toBe("/problems/registry-read-only");
    expect(failure?.detail).toMatch(/"before" ended with exit code 3.*After that: .*"after" ended with exit code 4/);
  });

  test.each<Partial<CommandCollector>>([
    { before: ["no-such-program"], after: node("") },
    { before: node("console.log('before ran')"), after: node(""), collect: ["no-such-program"] },
  ])("a program that isn't there is named before any step has run", async (settings) => {
    await start(settings, { readOnly: false });
    const ended = await run({ dryRun: true, rehearsal: true });
    expect(ended.failure?.detail).toMatch(/^no-such-program: .*no such program.*Nothing was changed\.$/);
    expect(await readRunLog(admin, ended.id)).not.toContain("before ran");
  });

  test("a collector that would remove what a tag points at is stopped before it removes anything", async () => {
    await start({}, { readOnly: false });
    const image = await pushTestImage(registry.url, "app", "1", ["layer"]);
    const ran = path.join(registry.dataDir, "collected");
    const settings = registry.config.registries[0]?.garbageCollection as CommandCollector;
    settings.dryRun = printing(report([image.digest]));
    settings.collect = node("require('fs').writeFileSync(process.argv[1], '')", ran);
    await restartEmbeddedRegistry({ readOnly: true });
    const ended = await run(collectNow);
    expect(ended.failure).toMatchObject({ type: "/problems/collection-unsafe" });
    expect(ended.failure?.detail).toContain("app:1");
    expect(existsSync(ran)).toBe(false);
  });

  test("a tag that is gone after the collection is a loud failure", async () => {
    await start({ allowWritable: false }, { readOnly: false });
    const image = await pushTestImage(registry.url, "app", "1", ["layer"]);
    const hex = image.digest.slice("sha256:".length);
    const blob = `registry/storage/docker/registry/v2/blobs/sha256/${hex.slice(0, 2)}/${hex}`;
    const settings = registry.config.registries[0]?.garbageCollection as CommandCollector;
    settings.dryRun = printing(report([digestOf("a")], [image.digest]));
    settings.collect = node(
      "require('fs').rmSync(process.argv[1], { recursive: true }); console.log(process.argv[2])",
      path.join(registry.dataDir, blob),
      report([digestOf("a")]),
    );
    await restartEmbeddedRegistry({ readOnly: true });
    const ended = await run(collectNow);
    expect(ended).toMatchObject({ state: "failed", failure: { type: "/problems/images-damaged" } });
    expect(ended.failure?.detail).toContain("app:1");
    expect(await readRunLog(admin, ended.id)).toContain("DAMAGED: 1 tag no longer answers: app:1");
  });

  test("a command that ignores SIGTERM is killed when its time is up", async () => {
    const script = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
    await start({ dryRun: node(script), timeoutMs: 500 });
    expect(await run(lookOnly)).toMatchObject({ state: "failed", failure: { type: "/problems/run-timeout" } });
  });

  test("of a command's endless output 4 MiB are kept, the rest is counted, and the totals are read", async () => {
    const script = `const line = "x".repeat(1023) + "\\n"; let n = 0; const more = () => {
      while (n++ < 32768) if (!process.stdout.write(line)) return process.stdout.once("drain", more);
      process.stdout.write(process.argv[1]); }; more()`;
    await start({ dryRun: node(script, report([digestOf("a")])) });
    const ended = await run(lookOnly);
    expect(ended).toMatchObject({ state: "succeeded", blobsEligible: 1, unknownSizes: 1 });
    const log = await readRunLog(admin, ended.id);
    expect(log.length).toBeLessThan(5 * 1024 * 1024);
    expect(log).toMatch(/… \d{5} more lines of output are not kept\n.*1 blob can be removed/);
  });

  test("exit code 0 with an error in the output is a failure", async () => {
    await start({ dryRun: printing("failed to garbage collect: failed to mark: s3aws: AccessDenied") });
    expect((await run(lookOnly)).failure?.detail).toContain("AccessDenied");
  });

  test("what the configuration says reaches no shell", async () => {
    await start({ dryRun: [...printing(`${report([])}\n`), "; touch x", "$(touch x)"] });
    const ended = await run(lookOnly);
    expect(ended.state).toBe("succeeded");
    expect(existsSync("x")).toBe(false);
  });

  test("removing untagged manifests isn't offered without its commands", async () => {
    await start({});
    expect((await getCollector(admin, "local")).removeUntaggedBlockedBy?.type).toBe("/problems/not-configured");
    const body = { registry: "local", dryRun: true, removeUntagged: true };
    await expect(startRun(admin, body)).rejects.toThrow("not-configured");
  });

  test("a real collector behind commands frees what was deleted, and every tag still answers", async () => {
    await start({}, { readOnly: false });
    const gone = await pushTestImage(registry.url, "app", "gone", ["gone"]);
    await pushTestImage(registry.url, "app", "kept", ["kept"]);
    await deleteTestManifest(registry.url, "app", gone.digest);
    const config = path.join(registry.dataDir, "registry", "config.yml");
    const program = found?.program.path ?? "";
    const settings = registry.config.registries[0]?.garbageCollection as CommandCollector;
    settings.dryRun = [program, "garbage-collect", "--dry-run", config];
    settings.collect = [program, "garbage-collect", config];
    settings.allowWritable = true;
    const ended = await run(collectNow);
    expect(ended).toMatchObject({ state: "succeeded", blobsEligible: 3, unknownSizes: 3 });
    expect(await readRunLog(admin, ended.id)).toMatch(/app: marking manifest[\s\S]*Whole as before: 1 image/);
  });
});

test("a registry without a runner says what is missing", async () => {
  if (!found) return;
  registry = await startCollectedRegistry(found, { kind: "none" });
  const body = { registry: "local", dryRun: true, removeUntagged: false };
  await expect(startRun(admin, body)).rejects.toThrow("not-configured");
  expect(await getCollector(admin, "local")).toMatchObject({ runner: "none", readOnlyWhileRunning: false });
});
