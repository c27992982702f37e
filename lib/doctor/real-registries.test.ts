import { rmSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { DoctorCheck, DoctorPart, Finding } from "@/lib/contract/doctor";
import { getRun } from "@/lib/garbage-collection/get-run";
import { startRun } from "@/lib/garbage-collection/start-run";
import { getConnection } from "@/lib/registry/connection";
import { listTags } from "@/lib/registry/list-tags";
import { admin, type CollectedRegistry, startCollectedRegistry } from "@/lib/testing/collected-registry";
import { closeIndexingConsole, startIndexing } from "@/lib/testing/indexing-console";
import { deletePlanned } from "@/lib/testing/planned-deletion";
import { pullCompletely } from "@/lib/testing/pull-completely";
import { pushTestImage, pushTestIndex } from "@/lib/testing/push-to-registry";
import { findRealPrograms, startRealRegistry } from "@/lib/testing/real-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { untilSwept } from "@/lib/testing/until-swept";
import { examineRegistry } from "./examine-registry";

async function examine(part?: DoctorPart): Promise<Map<DoctorCheck, Finding>> {
  const { findings } = await examineRegistry(admin, "local", { part, again: true });
  return new Map(findings.map((finding) => [finding.check, finding]));
}

describe.each(findRegistryPrograms())("an embedded registry $version", (found) => {
  let registry: CollectedRegistry;
  beforeEach(async () => {
    registry = await startCollectedRegistry(found);
    await pushTestImage(registry.url, "app", "stays", ["a", "base"]);
  });
  afterEach(async () => {
    await closeIndexingConsole();
    await registry.close();
  });

  /** Loses a manifest, as a crash, a full disk or an interrupted copy does. */
  function lose(repository: string, digest: string): void {
    const revision = ["_manifests", "revisions", ...digest.split(":")];
    const folder = path.join(registry.dataDir, "registry", "storage", "docker", "registry", "v2", "repositories");
    rmSync(path.join(folder, repository, ...revision), { recursive: true });
  }

  const folderOf = (digest: string) => digest.replace(/^(sha256):(..)(.*)$/, "$1/$2/$2$3");

  /** Has every part of every image looked at, whatever the result. */
  async function rehearse(): Promise<void> {
    const run = await startRun(admin, { registry: "local", dryRun: true, removeUntagged: false, rehearsal: true });
    const isOver = async () => expect((await getRun(admin, run.id)).finishedAt).not.toBeNull();
    await until(isOver);
  }

  test("is known to its exact version, and is well", async () => {
    startIndexing();
    await untilSwept();
    const findings = await examine();
    expect(findings.get("version")?.seen).toMatch(/^CNCF Distribution \d+\.\d+\.\d+\. /);
    const notWell = [...findings.values()].filter(({ state }) => state !== "ok").map(({ check }) => check);
    expect(notWell).toEqual(["notifications", "layers"]);
  });

  test("dangling tags are found and removed, and nothing else goes", async () => {
    const lost = await pushTestImage(registry.url, "app", "lost", ["b", "base"]);
    await pushTestImage(registry.url, "app", "lost-too", ["b", "base"]);
    lose("app", lost.digest);
    startIndexing();
    await untilSwept();
    const dangling = (await examine("contents")).get("danglingTags");
    expect(dangling).toMatchObject({ state: "broken", places: [{ repository: "app", tags: ["lost", "lost-too"] }] });

    const { counts } = await deletePlanned({ tags: dangling?.places[0]?.tags ?? [] });
    expect(counts).toMatchObject({ done: 2, failed: 0, skipped: 0 });
    expect((await listTags(getConnection("local"), "app")).tags).toEqual(["stays"]);
    await expect(pullCompletely(registry.url, "app", "stays")).resolves.toMatch(/^sha256:/);
    expect((await examine("contents")).get("danglingTags")?.state).toBe("ok");
  });

  test("an index that lost a platform is told apart from a tag that lost its manifest", async () => {
    const one = await pushTestImage(registry.url, "multi", null, ["c", "base"]);
    const other = await pushTestImage(registry.url, "multi", null, ["d", "base"]);
    await pushTestIndex(registry.url, "multi", "1.0", [one, other]);
    lose("multi", other.digest);
    startIndexing();
    await untilSwept();
    const findings = await examine("contents");
    expect(findings.get("missingChildren")).toMatchObject({
      state: "broken",
      places: [{ repository: "multi", tags: ["1.0"] }],
    });
    expect(findings.get("danglingTags")?.state).toBe("ok");
  });

  test("a layer that was lost is told of once a run has looked, until it is back and one has looked again", async () => {
    const { blobs } = await pushTestImage(registry.url, "app", "1.0", ["precious", "base"]);
    startIndexing();
    await untilSwept();
    const layers = async () => (await examine("contents")).get("layers");
    expect((await layers())?.state).toBe("unknown");
    await rehearse();
    expect((await layers())?.state).toBe("ok");
    rmSync(path.join(registry.dataDir, "registry/storage/docker/registry/v2/blobs", folderOf(blobs[0] ?? "")), {
      recursive: true,
    });
    await rehearse();
    expect(await layers()).toMatchObject({ state: "broken", places: [{ repository: "app", tags: ["1.0"] }] });
    await pushTestImage(registry.url, "app", "1.0", ["precious", "base"]);
    await rehearse();
    expect((await layers())?.state).toBe("ok");
  });

  test("a repository that lost all of its tags is found empty", async () => {
    await pushTestImage(registry.url, "left", "1.0", ["e", "base"]);
    const { counts } = await deletePlanned({ repository: "left", wholeRepository: true, hideName: false });
    expect(counts.done).toBeGreaterThan(0);
    startIndexing();
    await untilSwept();
    expect((await examine("contents")).get("emptyRepositories")).toMatchObject({ places: [{ repository: "left" }] });
  });
});

describe.each(findRealPrograms().filter(({ kind }) => kind !== "zot"))("somebody else's registry, $kind", (program) => {
  test.each([
    ["that is read-only", { readOnly: true }, { pushes: "attention", deletes: "unknown" }],
    ["that deletes nothing", { deletes: false }, { deletes: "attention" }],
    ["that deletes", {}, { deletes: "ok", descriptorCache: "unknown" }],
  ] as const)("%s", async (_, options, states) => {
    const running = await startRealRegistry(program, options);
    onTestFinished(() => running.close());
    onTestFinished(await openTestConsole([aRegistryConfig(running.url)]));
    const findings = await examine("software");
    for (const [check, state] of Object.entries(states))
      expect([check, findings.get(check as DoctorCheck)?.state]).toEqual([check, state]);
  });
});
