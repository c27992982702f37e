import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ClusterRegistry, findCluster, startClusterRegistry } from "@/lib/testing/kubernetes/kubernetes-cluster";
import { collectNow, runToItsEnd } from "@/lib/testing/kubernetes/kubernetes-console";
import { pullCompletely } from "@/lib/testing/pull-completely";
import { deleteTestManifest, pushTestImage } from "@/lib/testing/push-to-registry";
import { aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import { findRunner } from "./find-runner";
import type { kubernetesRunner } from "./kubernetes/kubernetes-runner";
import { recoverRuns } from "./recover-runs";
import { insertRun, updateRun } from "./runs/runs-store";

const cluster = findCluster();
const patienceMs = 120_000;

describe.runIf(cluster).each(["switch", "scale"] as const)("a registry in a real cluster, by %s", (readOnly) => {
  let registry: ClusterRegistry;
  let close: () => Promise<void>;

  beforeEach(async () => {
    registry = await startClusterRegistry(cluster ?? "");
    const garbageCollection = { ...registry.settings, readOnly };
    close = await openTestConsole([aRegistryConfig(registry.url, { garbageCollection })]);
  }, patienceMs);

  afterEach(async () => {
    await close();
    registry.close();
  }, patienceMs);

  test(
    "is collected with the role of the set-up page, and is as it was",
    async () => {
      const { spec } = registry.readWorkload();
      const findings = (await findRunner("local")?.inspect?.(new AbortController().signal)) ?? [];
      expect(findings.filter(({ state }) => state !== "ok")).toEqual([]);
      const gone = await pushTestImage(registry.url, "app", "gone", ["gone"]);
      await pushTestImage(registry.url, "app", "kept", ["kept"]);
      await deleteTestManifest(registry.url, "app", gone.digest);
      const ended = await runToItsEnd(collectNow, patienceMs);
      expect([ended.failure, ended.log]).toEqual([null, expect.anything()]);
      expect(ended).toMatchObject({ state: "succeeded", blobsEligible: 3 });
      await pullCompletely(registry.url, "app", "kept");
      expect(registry.readWorkload().spec).toEqual(spec);
      expect(registry.list()).not.toContain("shipshape-");
    },
    patienceMs,
  );

  test(
    "takes pushes again when the console is started after a crash",
    async () => {
      const { spec } = registry.readWorkload();
      await pushTestImage(registry.url, "app", "kept", ["kept"]);
      const { id } = await insertRun({ registry: "local", dryRun: false, removeUntagged: false, startedBy: "ada" });
      await updateRun(id, { state: "running", phase: "collecting", must_make_writable: 1 });
      const log = { note: () => undefined, output: () => undefined, flush: async () => undefined };
      const context = { runId: id, log, signal: new AbortController().signal, dataDir: "" };
      const runner = findRunner("local") as ReturnType<typeof kubernetesRunner>;
      await runner.makeReadOnly?.(context);
      expect(registry.readWorkload().spec).not.toEqual(spec);
      await recoverRuns();
      expect(registry.readWorkload().spec).toEqual(spec);
      await pushTestImage(registry.url, "app", "again", ["again"]);
    },
    patienceMs,
  );
});
