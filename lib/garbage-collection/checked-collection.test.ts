import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { admin, type CollectedRegistry, startCollectedRegistry, viewer } from "@/lib/testing/collected-registry";
import { finishedRun } from "@/lib/testing/finished-run";
import { pullCompletely } from "@/lib/testing/pull-completely";
import { deleteTestManifest, pushTestImage, pushTestIndex } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { listBrokenImages } from "./list-broken-images";
import { readRunLog } from "./read-run-log";
import { startRun } from "./start-run";

const collectNow = { registry: "local", dryRun: false, removeUntagged: false };
const lookOnly = { ...collectNow, dryRun: true };

describe.each(findRegistryPrograms())("what is looked at around a collection with registry $version", (found) => {
  let registry: CollectedRegistry;

  beforeEach(async () => {
    registry = await startCollectedRegistry(found);
    return () => registry.close();
  });

  const startUpload = () => fetch(`${registry.url}/v2/app/blobs/uploads/`, { method: "POST" });

  function blobFile(digest: string): string {
    const hex = digest.slice("sha256:".length);
    const blobs = path.join(registry.dataDir, "registry/storage/docker/registry/v2/blobs/sha256");
    return path.join(blobs, hex.slice(0, 2), hex, "data");
  }

  test("a pusher who never stops is refused meanwhile, and breaks nothing", async () => {
    const { url } = registry;
    for (const tag of ["a", "b", "c"]) {
      const { digest } = await pushTestImage(url, "app", tag, ["base", tag]);
      if (tag !== "a") await deleteTestManifest(url, "app", digest);
    }
    const pushed: string[] = [];
    const refusals: string[] = [];
    let over = false;
    const pusher = (async () => {
      for (let turn = 0; !over; turn++)
        // Pushes again and again what a collection is about to remove.
        await pushTestImage(url, "app", `t${turn}`, ["base", turn % 2 ? "b" : "c"]).then(
          () => pushed.push(`t${turn}`),
          (error: Error) => refusals.push(error.message),
        );
    })();
    const run = await startRun(admin, collectNow).then(finishedRun);
    over = true;
    await pusher;
    expect(run).toMatchObject({ state: "succeeded", failure: null });
    expect(refusals.some((message) => message.includes(": 405"))).toBe(true);
    expect(pushed.length).toBeGreaterThan(0);
    for (const tag of ["a", ...pushed]) await pullCompletely(url, "app", tag);
    await pushTestImage(url, "app", "after", ["base", "b"]);
    await pullCompletely(url, "app", "after");
  });

  test("an image that is not whole stops the collection before it begins, and is named", async () => {
    const whole = await pushTestImage(registry.url, "app", "whole", ["shared"]);
    const torn = await pushTestImage(registry.url, "app", "torn", ["shared", "own"]);
    const child = await pushTestImage(registry.url, "multi", null, ["child"]);
    await pushTestIndex(registry.url, "multi", "1", [child]);
    const gone = await pushTestImage(registry.url, "app", "gone", ["gone"]);
    await deleteTestManifest(registry.url, "app", gone.digest);
    const lost = torn.blobs.find((digest) => !whole.blobs.includes(digest));
    for (const digest of [lost ?? "", child.blobs[0] ?? ""])
      rmSync(path.dirname(blobFile(digest)), { recursive: true });
    const run = await finishedRun(await startRun(admin, collectNow));
    expect(run).toMatchObject({ state: "failed", reclaimedBytes: null, failure: { type: "/problems/images-broken" } });
    expect((await listBrokenImages(viewer, run.id)).items.map(({ repository, tag }) => `${repository}:${tag}`)).toEqual(
      ["app:torn", "multi:1"],
    );
    expect((await startUpload()).status).toBe(202);
    expect(existsSync(blobFile(gone.digest))).toBe(true);
    const accepted = await finishedRun(await startRun(admin, { ...collectNow, acceptBroken: true }));
    expect(accepted).toMatchObject({ state: "succeeded", failure: null });
    expect(existsSync(blobFile(gone.digest))).toBe(false);
    expect(await pullCompletely(registry.url, "app", "whole")).toBe(whole.digest);
  });

  test("a rehearsal goes through every step and removes nothing", async () => {
    const image = await pushTestImage(registry.url, "app", "1", ["layer"]);
    const gone = await pushTestImage(registry.url, "app", "gone", ["gone"]);
    await deleteTestManifest(registry.url, "app", gone.digest);
    const run = await finishedRun(await startRun(admin, { ...lookOnly, rehearsal: true }));
    expect(run).toMatchObject({ state: "succeeded", rehearsal: true, blobsEligible: 3, reclaimedBytes: null });
    const log = await readRunLog(admin, run.id);
    expect(log).toMatch(/checked: it refused a push[\s\S]*answers[\s\S]*A rehearsal[\s\S]*accepts pushes again/);
    expect(existsSync(blobFile(gone.digest))).toBe(true);
    expect(await pullCompletely(registry.url, "app", "1")).toBe(image.digest);
    await expect(startRun(admin, { ...collectNow, rehearsal: true })).rejects.toThrow("invalid-request");
  });

  test("a corrupt manifest stops the collection, is named, and leaves the registry writable", async () => {
    const { digest } = await pushTestImage(registry.url, "team/app", "1", ["layer"]);
    writeFileSync(blobFile(digest), "{broken");
    const run = await finishedRun(await startRun(admin, { ...collectNow, acceptBroken: true }));
    expect(run).toMatchObject({ state: "failed", failure: { type: "/problems/manifest-corrupt" } });
    expect(run.failure?.detail).toContain(`${digest} in repository team/app`);
    expect((await startUpload()).status).toBe(202);
  });
});
