import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { buildCacheConfig, ociIndex } from "@/lib/oci/media-type";
import { admin, type CollectedRegistry, startCollectedRegistry } from "@/lib/testing/collected-registry";
import { finishedRun } from "@/lib/testing/finished-run";
import { pullCompletely } from "@/lib/testing/pull-completely";
import { deleteTestManifest, pushTestBlob, pushTestImage } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { readRunLog } from "./read-run-log";
import { startRun } from "./start-run";

describe.each(findRegistryPrograms())("a build cache beside its image with registry $version", (found) => {
  let registry: CollectedRegistry;

  beforeEach(async () => {
    registry = await startCollectedRegistry(found);
    return () => registry.close();
  });

  /** Distribution 3 no longer accepts such an index, but keeps those that were pushed to 2.8. */
  function writeManifest(tag: string, manifest: object): void {
    const bytes = JSON.stringify(manifest);
    const hex = createHash("sha256").update(bytes).digest("hex");
    const root = path.join(registry.dataDir, "registry/storage/docker/registry/v2");
    const write = (file: string, text: string) => {
      mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    };
    write(`blobs/sha256/${hex.slice(0, 2)}/${hex}/data`, bytes);
    const manifests = "repositories/app/_manifests";
    for (const link of [`revisions/sha256/${hex}`, `tags/${tag}/current`, `tags/${tag}/index/sha256/${hex}`])
      write(`${manifests}/${link}/link`, `sha256:${hex}`);
  }

  test("a collection passes, the image is whole afterwards, and so is the cache", async () => {
    const { url } = registry;
    const image = await pushTestImage(url, "app", "latest", ["one", "two"]);
    const layers = [await pushTestBlob(url, "app", "one"), await pushTestBlob(url, "app", "two")];
    const config = { ...(await pushTestBlob(url, "app", '{"layers":[]}')), mediaType: buildCacheConfig };
    writeManifest("buildcache", { schemaVersion: 2, mediaType: ociIndex, manifests: [...layers, config] });
    const gone = await pushTestImage(url, "app", "gone", ["gone"]);
    await deleteTestManifest(url, "app", gone.digest);
    const run = await finishedRun(await startRun(admin, { registry: "local", dryRun: false, removeUntagged: false }));
    expect(run).toMatchObject({ state: "succeeded", failure: null });
    expect(await pullCompletely(url, "app", "latest")).toBe(image.digest);
    expect(await readRunLog(admin, run.id)).toContain("Whole as before: 2 images");
    expect((await fetch(`${url}/v2/app/blobs/${config.digest}`)).status).toBe(200);
  });
});
