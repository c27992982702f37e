import { beforeEach, describe, expect, test } from "vitest";
import type { WebhookCollector } from "@/lib/config/webhook-collector";
import type { Run, StartRun } from "@/lib/contract/garbage-collection";
import { holdLease } from "@/lib/jobs/hold-lease";
import { writeNow } from "@/lib/registry-index/writing/write-behind";
import { admin, type CollectedRegistry, startCollectedRegistry } from "@/lib/testing/collected-registry";
import {
  type FakeCollectionService,
  serviceToken,
  startFakeCollectionService,
} from "@/lib/testing/fake-collection-service";
import { finishedRun } from "@/lib/testing/finished-run";
import { pushTestImage } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { until } from "@/lib/testing/until";
import { cancelRun } from "./cancel-run";
import { activeRuns } from "./collecting/active-runs";
import { getCollector } from "./get-collector";
import { inspectCollector } from "./inspect-collector";
import { readRunLog } from "./read-run-log";
import { leaseName, startRun } from "./start-run";

const [found] = findRegistryPrograms();
const digest = `sha256:${"a".repeat(64)}`;
const collectorOutput = [
  "app",
  "app: marking manifest sha256:… ",
  "5 blobs marked, 1 blobs and 0 manifests eligible for deletion",
  `blob eligible for deletion: ${digest}`,
  "",
].join("\n");

describe.runIf(found)("a registry that a service of the operator's collects", () => {
  let registry: CollectedRegistry;
  let service: FakeCollectionService;
  let settings: WebhookCollector;

  beforeEach(async () => {
    service = await startFakeCollectionService();
    const run = `${service.url}/runs/{id}`;
    settings = {
      kind: "webhook",
      startUrl: `${service.url}/runs`,
      statusUrl: run,
      logUrl: `${run}/log`,
      cancelUrl: `${run}/cancel`,
      token: serviceToken,
      dryRun: true,
      removeUntagged: false,
      timeoutMs: 20_000,
      endpoint: { ca: null, clientCertificate: null, skipVerify: false },
    };
    if (!found) throw new Error("no registry program");
    registry = await startCollectedRegistry(found, settings);
    return async () => {
      await registry.close();
      await service.close();
    };
  });

  const run = async (body: Partial<StartRun> = {}): Promise<Run> =>
    finishedRun(await startRun(admin, { registry: "local", dryRun: false, ...body }));

  test("is told what to do, and what it logs in the collector's words is read", async () => {
    await pushTestImage(registry.url, "app", "1", ["layer"]);
    service.statuses = [{ state: "queued" }, { state: "running" }, { state: "succeeded", reclaimedBytes: 77 }];
    service.log = collectorOutput;
    const ended = await run();
    expect(ended).toMatchObject({ state: "succeeded", blobsEligible: 1, manifestsEligible: 0, reclaimedBytes: 77 });
    const { id } = ended;
    expect(service.started).toEqual([
      { run: id, registry: "local", url: registry.url, dryRun: false, removeUntagged: false },
    ]);
    const log = await readRunLog(admin, id);
    expect(log.match(/blob eligible/g)).toHaveLength(1);
    expect(log).toMatch(/calls this run run 1\/é[\s\S]*Whole as before/);
  });

  test("where it says no bytes they are those of the blobs that it names, as far as they are known", async () => {
    const size = 1_234;
    await writeNow((batch) => void batch.sizes.set(digest, size));
    service.statuses = [{ state: "succeeded" }];
    service.log = `${collectorOutput}blob eligible for deletion: sha256:${"b".repeat(64)}\n`;
    expect(await run({ dryRun: true })).toMatchObject({ reclaimableBytes: size, unknownSizes: 1 });
    expect(await run()).toMatchObject({ reclaimedBytes: size, unknownSizes: 1 });
  });

  test("what it says of its failure is what the run says", async () => {
    service.statuses = [{ state: "failed", message: "no space left" }];
    expect((await run()).failure).toEqual({
      type: "/problems/collector-failed",
      detail: "The service says that its run has failed: no space left",
    });
  });

  test.each<[string, object | number]>([
    ["a state nobody knows", { state: "done" }],
    ["a refusal", 410],
    ["bytes that are no number", { state: "succeeded", reclaimedBytes: "77" }],
  ])("%s is a failure, not a success", async (_, answer) => {
    service.statuses = [answer];
    expect(await run()).toMatchObject({ state: "failed", failure: { type: "/problems/runner-refused" } });
  });

  test("a gateway that is out of order is asked again, and a log that breaks off is no failure", async () => {
    service.statuses = [502, 503, 429, { state: "running" }, { state: "succeeded", reclaimedBytes: 5 }];
    settings.logUrl = `${service.url}/nowhere`;
    const ended = await run();
    expect(ended).toMatchObject({ state: "succeeded", reclaimedBytes: 5 });
    expect((await readRunLog(admin, ended.id)).match(/Asking again/g)).toHaveLength(1);
  });

  test("what is wrong about its answer is said, and nobody fears a collection that can't have begun", async () => {
    service.statuses = [{ state: "done" }];
    expect((await run()).failure?.detail).toMatch(/invalid data: state: .*"succeeded"/);
    await service.close();
    const { failure } = await run();
    expect(failure).toMatchObject({ type: "/problems/runner-unreachable" });
    expect(failure?.detail).not.toContain("may have started");
  });

  test("one that fails may have removed something: the images are looked at all the same", async () => {
    const image = await pushTestImage(registry.url, "app", "1", ["layer"]);
    service.statuses = [{ state: "running" }, { state: "failed" }];
    service.onLook = () => fetch(`${registry.url}/v2/app/blobs/${image.blobs.at(-1)}`, { method: "DELETE" });
    const ended = await run();
    expect(ended.failure).toMatchObject({ type: "/problems/images-damaged", detail: expect.stringContaining("app:1") });
  });

  test("another one waits for the end of one that has told that it is over, and is not refused", async () => {
    service.statuses = [{ state: "succeeded" }];
    const { id } = await run();
    const lease = await holdLease(leaseName("local"));
    const rest = Promise.withResolvers<void>();
    activeRuns().set(id, { abort: new AbortController(), done: rest.promise });
    const next = run({ dryRun: true });
    await lease?.release();
    rest.resolve();
    expect(await next).toMatchObject({ dryRun: true, state: "succeeded" });
    activeRuns().delete(id);
  });

  test("cancelling asks it to stop", async () => {
    service.statuses = [{ state: "running" }];
    const { id } = await startRun(admin, { registry: "local", dryRun: true });
    await until(async () => expect(await readRunLog(admin, id)).toContain("calls this run"));
    await cancelRun(admin, id);
    expect((await finishedRun({ id })).state).toBe("cancelled");
    expect(service.cancelled).toEqual(["run 1/é"]);
  });

  test("one that never ends is given up, and asked to stop", async () => {
    settings.timeoutMs = 300;
    service.statuses = [{ state: "running" }];
    expect(await run()).toMatchObject({ state: "failed", failure: { type: "/problems/run-timeout" } });
    expect(service.cancelled).toHaveLength(1);
  });

  test("a dry run isn't offered where it can't look without removing", async () => {
    settings.dryRun = false;
    expect(await getCollector(admin, "local")).toMatchObject({ canLook: false, blockedBy: null });
    await expect(startRun(admin, { registry: "local", dryRun: true })).rejects.toThrow("not-configured");
    expect((await run()).state).toBe("succeeded");
  });

  test("a wrong token is found by a look at its set-up, and nothing is started by that", async () => {
    const { items: vague } = await inspectCollector(admin, "local");
    expect(vague).toMatchObject([{ name: "service", state: "unknown", detail: expect.stringContaining("404") }]);
    settings.token = "wrong";
    const { items } = await inspectCollector(admin, "local");
    expect(items).toMatchObject([{ state: "failed", detail: expect.stringMatching(/wrong token.*Check the token/) }]);
    expect(service.started).toEqual([]);
  });
});
