import path from "node:path";
import { createClient } from "@redis/client";
import { beforeEach, describe, expect, test } from "vitest";
import type { CommandCollector } from "@/lib/config/command-collector";
import { getRun } from "@/lib/garbage-collection/get-run";
import { recoverRuns } from "@/lib/garbage-collection/recover-runs";
import { insertRun, listOpenRuns, updateRun } from "@/lib/garbage-collection/runs/runs-store";
import { startRun } from "@/lib/garbage-collection/start-run";
import { aCommandCollector } from "@/lib/testing/a-command-collector";
import { admin, type CollectedRegistry, startCollectedRegistry } from "@/lib/testing/collected-registry";
import { finishedRun } from "@/lib/testing/finished-run";
import { deleteTestManifest, pushTestImage } from "@/lib/testing/push-to-registry";
import { findRedis, startRedis } from "@/lib/testing/redis-server";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";

const redis = findRedis();
const [found] = findRegistryPrograms();
const password = "of the cache";
const key = "blobs::sha256:gone";

describe.runIf(redis && found)("a registry that remembers its blobs in Redis", () => {
  let registry: CollectedRegistry;
  let settings: CommandCollector;
  let cache: ReturnType<typeof createClient>;

  beforeEach(async () => {
    const server = await startRedis(redis ?? "", password);
    const url = `redis://127.0.0.1:${server.port}`;
    settings = aCommandCollector({ allowWritable: true, redis: { url, username: null, password } });
    if (!found) throw new Error("no registry program");
    registry = await startCollectedRegistry(found, settings);
    const config = path.join(registry.dataDir, "registry", "config.yml");
    settings.collect = [found.program.path, "garbage-collect", config];
    settings.dryRun = [found.program.path, "garbage-collect", "--dry-run", config];
    cache = createClient({ url, password });
    await cache.connect();
    await cache.set(key, "1");
    return async () => {
      cache.destroy();
      await registry.close();
      await server.close();
    };
  });

  async function collect() {
    const { digest } = await pushTestImage(registry.url, "app", "gone", ["gone"]);
    await deleteTestManifest(registry.url, "app", digest);
    return finish();
  }
  async function finish() {
    const { id } = await startRun(admin, { registry: "local", dryRun: false });
    return finishedRun({ id });
  }

  test("has forgotten what a collection removed when that is over", async () => {
    expect((await collect()).state).toBe("succeeded");
    expect(await cache.exists(key)).toBe(0);
    expect(await listOpenRuns()).toEqual([]);
  });

  test("which could not be emptied is said, and emptied by the next run though there is nothing to remove", async () => {
    settings.redis = { url: "redis://127.0.0.1:1", username: null, password };
    const failed = await collect();
    expect(failed).toMatchObject({ state: "failed", failure: { type: "/problems/runner-unreachable" } });
    expect(failed.failure?.detail).toContain("Redis could not be emptied");
    settings.redis = { url: `redis://127.0.0.1:${cache.options?.url?.split(":").at(-1)}`, username: null, password };
    expect(await finish()).toMatchObject({ state: "succeeded", blobsEligible: 0 });
    expect(await cache.exists(key)).toBe(0);
  });

  test("is emptied by the next start after a console that was killed while it collected", async () => {
    const { id } = await insertRun({ registry: "local", dryRun: false, removeUntagged: false, startedBy: "ann" });
    await updateRun(id, { state: "running", phase: "collecting", must_forget_cached: 1 });
    await recoverRuns();
    expect(await cache.exists(key)).toBe(0);
    expect((await getRun(admin, id)).failure?.detail).toContain("not checked afterwards");
    expect(await listOpenRuns()).toEqual([]);
  });
});
