import { beforeEach, describe, expect, test } from "vitest";
import type { Run, StartRun } from "@/lib/contract/garbage-collection";
import { deleteTag } from "@/lib/deletion/delete-tag";
import { listTrash } from "@/lib/deletion/list-trash";
import { admin, type CollectedRegistry, startCollectedRegistry } from "@/lib/testing/collected-registry";
import { type FakeHarbor, startFakeHarbor } from "@/lib/testing/fake-harbor";
import { finishedRun } from "@/lib/testing/finished-run";
import { pushTestImage } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { until } from "@/lib/testing/until";
import { cancelRun } from "./cancel-run";
import { getCollectionSchedule, setCollectionSchedule } from "./collection-schedule";
import { getCollector } from "./get-collector";
import { inspectCollector } from "./inspect-collector";
import { readRunLog } from "./read-run-log";
import { runDueCollections } from "./run-due-collections";
import { startRun } from "./start-run";

const [found] = findRegistryPrograms();
const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`;

describe.runIf(found)("a registry that Harbor collects", () => {
  let registry: CollectedRegistry;
  let harbor: FakeHarbor;

  beforeEach(async () => {
    harbor = await startFakeHarbor([digestOf("a"), digestOf("b")]);
    const endpoint = { url: harbor.url, ca: null, clientCertificate: null, skipVerify: false };
    const account = { username: "robot$shipshape", password: "secret" };
    if (!found) throw new Error("no registry program");
    const times = { workers: 2, timeoutMs: 20_000 };
    registry = await startCollectedRegistry(found, { kind: "harbor", endpoint, ...account, ...times });
    return async () => {
      await registry.close();
      await harbor.close();
    };
  });

  const settings = () => {
    const collector = registry.config.registries[0]?.garbageCollection;
    if (collector?.kind !== "harbor") throw new Error("not collected by Harbor");
    return collector;
  };
  const run = async (body: Partial<StartRun>): Promise<Run> =>
    finishedRun(await startRun(admin, { registry: "local", dryRun: false, ...body }));

  test("a collection is Harbor's own, with its log, its numbers and its bytes", async () => {
    await pushTestImage(registry.url, "app", "1", ["layer"]);
    const ended = await run({ removeUntagged: true });
    expect(ended).toMatchObject({ state: "succeeded", blobsEligible: 2, manifestsEligible: 1, reclaimedBytes: 4096 });
    expect(harbor.jobs).toMatchObject([{ dryRun: false, untagged: true }]);
    const log = await readRunLog(admin, ended.id);
    expect(log.match(/are actually deleted/g)).toHaveLength(1);
    expect(log).toMatch(/Every part of 1 image [\s\S]*Harbor's garbage collection 100[\s\S]*Whole as before/);
  });

  test("a dry run tells what would be freed and removes nothing", async () => {
    expect(await run({ dryRun: true })).toMatchObject({ reclaimableBytes: 4096, reclaimedBytes: null });
    expect(harbor.jobs).toMatchObject([{ dryRun: true, untagged: false }]);
  });

  test.each(["Error", "Stopped"])("a run that ends as %s there has failed here", async (status) => {
    harbor.endsAs = status;
    expect(await run({})).toMatchObject({ state: "failed", failure: { type: "/problems/collector-failed" } });
  });

  test("cancelling stops it there", async () => {
    harbor.endsAs = "Running";
    const { id } = await startRun(admin, { registry: "local", dryRun: true });
    await until(() => expect(harbor.jobs[0]?.status).toBe("Running"));
    await cancelRun(admin, id);
    expect((await finishedRun({ id })).state).toBe("cancelled");
    expect(harbor.jobs[0]?.status).toBe("Stopped");
  });

  test("one that is under way there already is not begun twice", async () => {
    harbor.endsAs = "Running";
    harbor.jobs.push({ id: 7, status: "Running", dryRun: false, untagged: false, looks: 0, log: "" });
    expect(await run({})).toMatchObject({ state: "failed", failure: { type: "/problems/already-running" } });
    expect(harbor.jobs).toHaveLength(1);
  });

  test("a wrong account is said, not taken for anything else", async () => {
    settings().password = "wrong";
    const { failure } = await run({ dryRun: true });
    expect(failure).toMatchObject({
      type: "/problems/runner-refused",
      detail: expect.stringMatching(/401.*Check username/),
    });
    const { items } = await inspectCollector(admin, "local");
    expect(items.map(({ name, state }) => [name, state])).toEqual([
      ["Harbor", "ok"],
      ["account", "failed"],
      ["schedule", "unknown"],
    ]);
    settings().endpoint.url = registry.url;
    const [elsewhere] = (await inspectCollector(admin, "local")).items;
    expect(elsewhere).toMatchObject({ state: "failed", detail: expect.stringContaining("not a Harbor") });
  });

  test("its set-up is looked at without changing anything", async () => {
    const { items } = await inspectCollector(admin, "local");
    expect(items).toMatchObject([
      { name: "Harbor", state: "ok", detail: expect.stringContaining("v2.14.0") },
      { name: "account", state: "ok" },
      { name: "schedule", state: "ok" },
    ]);
    expect(harbor.requests.every((request) => request.startsWith("GET "))).toBe(true);
    expect(await getCollector(admin, "local")).toMatchObject({ runner: "harbor", blockedBy: null, canLook: true });
  });

  test("its schedule is Harbor's own, by Harbor's clock", async () => {
    const nightly = { cron: "30 2 * * *", timeZone: "UTC", removeUntagged: true };
    expect(await getCollectionSchedule(admin, "local")).toMatchObject({ schedule: null, keptBy: "harbor" });
    expect(await setCollectionSchedule(admin, "local", nightly)).toMatchObject({ schedule: nightly, keptBy: "harbor" });
    expect(harbor.schedule?.schedule).toEqual({ type: "Custom", cron: "0 30 2 * * *" });
    expect((await getCollectionSchedule(admin, "local")).nextRuns[0]).toMatch(/T02:30:00/);
    const elsewhere = setCollectionSchedule(admin, "local", { ...nightly, timeZone: "Europe/Berlin" });
    await expect(elsewhere).rejects.toThrow(/by UTC/);
    expect(await setCollectionSchedule(admin, "local", null)).toMatchObject({ schedule: null });
    expect(harbor.schedule).toBeNull();
    await runDueCollections(Date.now() + 7 * 24 * 60 * 60_000);
    expect(harbor.jobs).toEqual([]);
  });

  test("an image that is not whole stops it before Harbor is asked", async () => {
    const { digest } = await pushTestImage(registry.url, "app", "1", ["layer"]);
    await fetch(`${registry.url}/v2/app/blobs/${(await layerOf(digest)) ?? ""}`, { method: "DELETE" });
    expect(await run({})).toMatchObject({ state: "failed", failure: { type: "/problems/images-broken" } });
    expect(harbor.jobs).toEqual([]);
  });

  test("what its log names as removed can't be put back any more", async () => {
    const { digest } = await pushTestImage(registry.url, "app", "1", ["layer"]);
    await deleteTag(admin, "local", "app", "1", digest);
    const [blob] = (await listTrash(admin, { limit: 1 })).items;
    expect(blob?.finalRun).toBeNull();
    await harbor.close();
    const again = await startFakeHarbor([digest]);
    settings().endpoint.url = again.url;
    const ended = await run({});
    expect((await listTrash(admin, { limit: 1, all: true })).items[0]?.finalRun).toBe(ended.id);
    await again.close();
  });

  async function layerOf(digest: string): Promise<string | undefined> {
    const headers = { accept: "application/vnd.oci.image.manifest.v1+json" };
    const response = await fetch(`${registry.url}/v2/app/manifests/${digest}`, { headers });
    return ((await response.json()) as { layers: { digest: string }[] }).layers[0]?.digest;
  }
});
