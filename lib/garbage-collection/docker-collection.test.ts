import { afterEach, describe, expect, test, vi } from "vitest";
import type { DockerCollector } from "@/lib/config/docker-collector";
import type { Run } from "@/lib/contract/garbage-collection";
import { type DockerRegistry, findDockerStages, startDockerRegistry } from "@/lib/testing/docker-registry";
import { pullCompletely } from "@/lib/testing/pull-completely";
import { deleteTestManifest, pushTestImage } from "@/lib/testing/push-to-registry";
import { admin } from "@/lib/testing/test-console";
import { getCollector } from "./get-collector";
import { getRun } from "./get-run";
import { readRunLog } from "./read-run-log";
import { startRun } from "./start-run";

const collectNow = { registry: "local", dryRun: false, removeUntagged: false };

async function finished(run: Run): Promise<Run> {
  return vi.waitFor(
    async () => {
      const now = await getRun(admin, run.id);
      expect(now.finishedAt).not.toBeNull();
      return now;
    },
    { timeout: 60_000, interval: 20 },
  );
}

/** What of a container a collection must not change. */
function lasting({ Id, Name, Image, Config, HostConfig, Mounts }: Record<string, unknown>) {
  return { Id, Name, Image, Config, HostConfig, Mounts };
}

describe.each(findDockerStages())("a registry in a container of $name", ({ image, open }) => {
  let engine: Awaited<ReturnType<typeof open>>;
  let registry: DockerRegistry;

  const start = async (changes: Partial<DockerCollector> = {}) => {
    engine = await open();
    registry = await startDockerRegistry(engine, image, changes);
  };

  afterEach(async () => {
    await registry.close();
    await engine.close();
  });

  test("is collected while one that is like it and read-only stands in for it, and is as it was", async () => {
    await start();
    const kept = await pushTestImage(registry.url, "app", "kept", ["kept"]);
    const gone = await pushTestImage(registry.url, "app", "gone", ["gone"]);
    await deleteTestManifest(registry.url, "app", gone.digest);
    const before = await registry.inspect();

    const run = await finished(await startRun(admin, collectNow));
    const log = await readRunLog(admin, run.id);
    expect([run.failure, log]).toEqual([null, expect.anything()]);
    expect(run).toMatchObject({ state: "succeeded", blobsEligible: 3 });
    expect(log).toMatch(
      /takes its place[\s\S]*it refused a push[\s\S]*--dry-run[\s\S]*garbage-collect[\s\S]*accepts pushes again/,
    );

    expect(lasting(await registry.inspect())).toEqual(lasting(before));
    expect(await registry.list()).toEqual({ [registry.container]: "running" });
    expect(await pullCompletely(registry.url, "app", "kept")).toBe(kept.digest);
    for (const digest of gone.blobs.slice(1)) {
      const { status } = await fetch(`${registry.url}/v2/app/blobs/${digest}`, { method: "HEAD" });
      expect(status).toBe(404);
    }
    await pushTestImage(registry.url, "app", "new", ["gone"]);
    await pullCompletely(registry.url, "app", "new");
  });

  test("is only looked at without being touched", async () => {
    await start();
    await pushTestImage(registry.url, "app", "kept", ["kept"]);
    const { State } = await registry.inspect();
    const run = await finished(await startRun(admin, { ...collectNow, dryRun: true }));
    expect(run).toMatchObject({ state: "succeeded", blobsEligible: 0, failure: null });
    expect((await registry.inspect()).State).toEqual(State);
    expect(await getCollector(admin, "local")).toMatchObject({ runner: "docker", blockedBy: null, canRehearse: true });
  });
});
