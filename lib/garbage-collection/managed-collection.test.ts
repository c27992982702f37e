import { readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Run } from "@/lib/contract/garbage-collection";
import { admin, type CollectedRegistry, startCollectedRegistry, viewer } from "@/lib/testing/collected-registry";
import { finishedRun } from "@/lib/testing/finished-run";
import { deleteTestManifest, pushTestImage, pushTestIndex } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { cancelRun } from "./cancel-run";
import { followRunLog } from "./follow-run-log";
import { getCollector } from "./get-collector";
import { listRuns } from "./list-runs";
import { readRunLog } from "./read-run-log";
import { startRun } from "./start-run";

const programs = findRegistryPrograms();
let registry: CollectedRegistry;

const collectNow = { registry: "local", dryRun: false, removeUntagged: false };
const lookOnly = { ...collectNow, dryRun: true };

const startUpload = () => fetch(`${registry.url}/v2/app/blobs/uploads/`, { method: "POST" });
const pull = async (repository: string, reference: string) =>
  (
    await fetch(`${registry.url}/v2/${repository}/manifests/${reference}`, {
      headers: {
        accept: "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json",
      },
    })
  ).status;

function blobFile(digest: string): string {
  const hex = digest.slice("sha256:".length);
  const blobs = path.join(registry.dataDir, "registry/storage/docker/registry/v2/blobs/sha256");
  return path.join(blobs, hex.slice(0, 2), hex, "data");
}

function storedBytes(): number {
  const blobs = path.join(registry.dataDir, "registry/storage/docker/registry/v2/blobs");
  return readdirSync(blobs, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

describe.each(programs)("with registry $version", (found) => {
  beforeEach(async () => {
    registry = await startCollectedRegistry(found);
  });

  afterEach(async () => {
    await registry.close();
  });

  test("a collection frees exactly the bytes that the dry run said, and every tag still pulls", async () => {
    const { url } = registry;
    const gone = await pushTestImage(url, "app", "gone", ["shared", "only in the one that goes"]);
    await pushTestImage(url, "app", "kept", ["shared", "kept"]);
    const child = await pushTestImage(url, "multi", null, ["amd64"]);
    await pushTestIndex(url, "multi", "1", [child]);
    await deleteTestManifest(url, "app", gone.digest);

    const looked = await finishedRun(await startRun(admin, lookOnly));
    expect(looked).toMatchObject({ state: "succeeded", blobsEligible: 3, unknownSizes: 0, reclaimedBytes: null });
    const before = storedBytes();
    const collected = await finishedRun(await startRun(admin, collectNow));
    expect(collected).toMatchObject({ state: "succeeded", number: 2, startedBy: "ann", failure: null });
    expect(collected.reclaimedBytes).toBe(looked.reclaimableBytes);
    expect(before - storedBytes()).toBe(looked.reclaimableBytes);
    expect(await pull("app", "kept")).toBe(200);
    expect(await pull("multi", "1")).toBe(200);
    expect(await pull("multi", child.digest)).toBe(200);
    expect((await startUpload()).status).toBe(202);
  });

  test("a registry that nothing was ever pushed to is collected with nothing to do", async () => {
    expect(await finishedRun(await startRun(admin, collectNow))).toMatchObject({
      state: "succeeded",
      blobsEligible: 0,
      reclaimableBytes: 0,
      reclaimedBytes: 0,
    });
  });

  test("pushes are refused while it collects, and not while it only looks", async () => {
    await pushTestImage(registry.url, "app", "1", ["layer"]);
    const run = await startRun(admin, collectNow);
    await finishedRun(run);
    const log = await readRunLog(admin, run.id);
    expect(log).toMatch(/read-only \(checked: it refused a push\)[\s\S]*accepts pushes again \(checked\)/);
    const looked = await startRun(admin, lookOnly);
    await finishedRun(looked);
    expect(await readRunLog(admin, looked.id)).not.toContain("read-only");
  });

  test("two runs on one registry never go on at once", async () => {
    const starts = await Promise.allSettled([1, 2, 3].map(() => startRun(admin, lookOnly)));
    const refused = starts.flatMap((start) => (start.status === "rejected" ? [start.reason.code] : []));
    expect(refused).toEqual(["already-running", "already-running"]);
    for (const start of starts) if (start.status === "fulfilled") await finishedRun(start.value);
    await finishedRun(await startRun(admin, lookOnly));
    const { items, total } = await listRuns(viewer, { limit: 50 });
    expect(items.map(({ number }) => number)).toEqual([2, 1]);
    expect(total).toBe(2);
  });

  test("cancelling ends a run and leaves the registry writable", async () => {
    await pushTestImage(registry.url, "app", "1", ["layer"]);
    const run = await startRun(admin, collectNow);
    await cancelRun(admin, run.id);
    expect((await finishedRun(run)).state).toBe("cancelled");
    expect((await startUpload()).status).toBe(202);
  });

  test("whoever follows a run sees its whole log and its end", async () => {
    await pushTestImage(registry.url, "app", "1", ["layer"]);
    const run = await startRun(admin, collectNow);
    const signal = AbortSignal.timeout(30_000);
    let text = "";
    let last: Run | null = null;
    for await (const event of followRunLog(viewer, run.id, { afterPart: -1, signal })) {
      if (event.kind === "log") text += event.text;
      else last = event.run;
    }
    expect(last?.state).toBe("succeeded");
    expect(text).toBe(await readRunLog(admin, run.id));
    expect(text).toContain("app: marking manifest");
  });

  test("a viewer reads runs and starts none", async () => {
    await expect(startRun(viewer, lookOnly)).rejects.toThrow("forbidden");
    await expect(startRun(null, lookOnly)).rejects.toThrow("unauthenticated");
    expect((await getCollector(viewer, "local")).blockedBy).toBeNull();
  });

  test("removing untagged manifests frees what a moved tag has left", async () => {
    await pushTestImage(registry.url, "app", "1", ["old"]);
    await pushTestImage(registry.url, "app", "1", ["new"]);
    expect((await getCollector(admin, "local")).removeUntaggedBlockedBy).toBeNull();
    const run = await finishedRun(await startRun(admin, { ...collectNow, removeUntagged: true }));
    expect(run).toMatchObject({ state: "succeeded", manifestsEligible: 1, blobsEligible: 3 });
    expect(await pull("app", "1")).toBe(200);
  });

  test("removing untagged manifests is refused where a repository never had a tag", async () => {
    await pushTestImage(registry.url, "app", null, ["by digest"]);
    await expect(startRun(admin, { ...collectNow, removeUntagged: true })).rejects.toThrow(/app never had a tag/);
  });

  test("removing untagged manifests is refused where a signature hangs on an image that stays", async () => {
    const image = await pushTestImage(registry.url, "app", "1", ["image"]);
    const { blobs: _blobs, ...subject } = image;
    await pushTestImage(registry.url, "app", null, ["signature"], { subject });
    const { removeUntaggedBlockedBy } = await getCollector(admin, "local");
    expect(removeUntaggedBlockedBy).toMatchObject({
      type: "/problems/remove-untagged-unsafe",
      detail: expect.stringContaining(image.digest),
    });
    await expect(startRun(admin, { ...collectNow, removeUntagged: true })).rejects.toThrow(/belongs to the image/);
  });

  test("removing untagged manifests is refused where a tag can't be read", async () => {
    const { digest } = await pushTestImage(registry.url, "app", "1", ["image"]);
    rmSync(path.dirname(blobFile(digest)), { recursive: true });
    await expect(startRun(admin, { ...collectNow, removeUntagged: true })).rejects.toThrow(/app:1 can't be read/);
  });
});

describe.each(programs)("an index in registry $version", (found) => {
  beforeEach(async () => {
    registry = await startCollectedRegistry(found);
  });

  afterEach(async () => {
    await registry.close();
  });

  test("is never torn apart by removing untagged manifests", async () => {
    const child = await pushTestImage(registry.url, "multi", null, ["amd64"]);
    await pushTestIndex(registry.url, "multi", "1", [child]);
    const start = startRun(admin, { ...collectNow, removeUntagged: true });
    if (found.version === "2.8") await expect(start).rejects.toThrow(/remove-untagged-unsafe.*multi:1/);
    else expect((await finishedRun(await start)).state).toBe("succeeded");
    expect(await pull("multi", child.digest)).toBe(200);
  });
});
