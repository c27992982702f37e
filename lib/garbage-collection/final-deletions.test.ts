import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deleteTag } from "@/lib/deletion/delete-tag";
import { listTrash } from "@/lib/deletion/list-trash";
import { admin, type CollectedRegistry, startCollectedRegistry } from "@/lib/testing/collected-registry";
import { restorePlanned } from "@/lib/testing/planned-deletion";
import { pullCompletely } from "@/lib/testing/pull-completely";
import { pushTestImage } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { until } from "@/lib/testing/until";
import { getRun } from "./get-run";
import { readRunLog } from "./read-run-log";
import { startRun } from "./start-run";

describe.each(findRegistryPrograms())("with registry $version", (program) => {
  let registry: CollectedRegistry;
  beforeEach(async () => {
    registry = await startCollectedRegistry(program);
  });
  afterEach(() => registry.close());

  async function collect(): Promise<string> {
    const { id } = await startRun(admin, { registry: "local", dryRun: false, removeUntagged: false });
    await until(async () => expect((await getRun(admin, id)).state).toBe("succeeded"));
    return id;
  }

  const inTrash = async (query: Partial<Parameters<typeof listTrash>[1]> = {}) =>
    (await listTrash(admin, { limit: 50, ...query })).items.map(({ tag, finalRun }) => [tag, finalRun]);

  test("a collection makes final what it takes, as it was said before, and nothing else", async () => {
    const own = await pushTestImage(registry.url, "app", "own", ["a", "base"]);
    const shared = await pushTestImage(registry.url, "app", "shared", ["b", "base"]);
    await pushTestImage(registry.url, "app", "same", ["b", "base"]);
    await deleteTag(admin, "local", "app", "own", own.digest);
    const sharedDeletion = await deleteTag(admin, "local", "app", "shared", shared.digest);
    expect(await inTrash({ endangeredBy: "plain" })).toEqual([["own", null]]);
    expect(await inTrash({ endangeredBy: "remove-untagged" })).toHaveLength(2);
    const run = await collect();
    expect(await readRunLog(admin, run)).toContain("1 item of the trash can't be put back any more");
    expect(await inTrash()).toEqual([["shared", null]]);
    expect(await inTrash({ all: true })).toEqual([
      ["shared", null],
      ["own", run],
    ]);
    await restorePlanned(sharedDeletion);
    expect(await pullCompletely(registry.url, "app", "shared")).toBe(shared.digest);
  });

  test("what was put back before a collection stays", async () => {
    const { digest } = await pushTestImage(registry.url, "app", "1.0", ["a"]);
    const deletion = await deleteTag(admin, "local", "app", "1.0", digest);
    await restorePlanned(deletion);
    await collect();
    expect(await pullCompletely(registry.url, "app", "1.0")).toBe(digest);
  });

  test("what a collection took that nobody told the console of is not put back half", async () => {
    const { digest } = await pushTestImage(registry.url, "app", "1.0", ["a"]);
    const deletion = await deleteTag(admin, "local", "app", "1.0", digest);
    await collect();
    expect((await restorePlanned(deletion)).counts).toMatchObject({ restored: 0, restoring: 0 });
    const { items } = await listTrash(admin, { limit: 50, all: true });
    expect(items.map(({ restoreProblem }) => restoreProblem?.type)).toEqual(["/problems/blobs-missing"]);
    const { status } = await fetch(`${registry.url}/v2/app/manifests/1.0`);
    expect(status).toBe(404);
  });
});
