import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { getConnection } from "@/lib/registry/connection";
import { aDeployment } from "@/lib/testing/kubernetes/fake-kubernetes/objects";
import type { Fault } from "@/lib/testing/kubernetes/fake-kubernetes/start-fake-kubernetes";
import { startKubernetesConsole } from "@/lib/testing/kubernetes/kubernetes-console";
import { findRunner } from "./find-runner";
import { kubernetesRunner } from "./kubernetes/kubernetes-runner";
import { recoverRuns } from "./recover-runs";
import { insertRun, listOpenRuns, updateRun } from "./runs/runs-store";

const log = { note: () => undefined, output: () => undefined, flush: async () => undefined };
const newRun = { registry: "local", dryRun: false, removeUntagged: false, startedBy: "ada" };

/** The steps of a collection, in the order of a run. */
async function collectInCluster(runId: string, signal: AbortSignal): Promise<void> {
  const runner = findRunner("local");
  if (runner?.by !== "steps") throw new Error("no runner");
  const context = { runId, log, signal, dataDir: "" };
  await runner.makeReadOnly?.(context);
  for (const dryRun of [true, false])
    await runner.prepare({ dryRun, removeUntagged: false })?.(context, () => undefined);
  await runner.makeWritable?.(context);
}

/** Makes the console die at one call; returns whether it got that far. */
async function crashAt(readOnly: "switch" | "scale", at: number, fault: Fault): Promise<boolean> {
  const env = [{ name: "LOG", value: "info" }];
  const workload = aDeployment({ replicas: 2, env });
  const console = await startKubernetesConsole({ readOnly }, { workload, stepsPerCall: 3 });
  const { world, options } = console.kubernetes;
  const before = structuredClone(world.workload);
  const { id } = await insertRun(newRun);
  await updateRun(id, { state: "running", phase: "collecting", must_make_writable: 1 });
  const death = new AbortController();
  const died = new Promise<true>((resolve) => {
    options.fault = (_call, count) => {
      if (count < at) return undefined;
      // A dead console sends nothing more: its calls that are still on their way are lost.
      resolve(true);
      return count === at ? fault : "lost-before";
    };
  });
  const came = await Promise.race([died, collectInCluster(id, death.signal).then(() => false)]);
  delete options.fault;
  await recoverRuns();
  await world.settle();
  expect([came, at, world.workload.spec]).toEqual([came, at, before.spec]);
  expect(world.workload.metadata.annotations).toEqual(before.metadata.annotations);
  expect(world.jobs).toEqual([]);
  expect(world.pods).toHaveLength(2);
  expect(await listOpenRuns()).toEqual([]);
  death.abort(new Error("the console is gone"));
  await console.close();
  return came;
}

describe.each(["switch", "scale"] as const)("by %s", (readOnly) => {
  test.each(["lost-after", "lost-before"] as const)(
    "a console that dies at any call (%s) leaves the workload as it was, and no Job",
    async (fault) => {
      let at = 1;
      while (await crashAt(readOnly, at, fault)) at += 1;
      expect(at).toBeGreaterThan(20);
    },
  );
});

test("what a run has left that no console knows is taken back by the next one", async () => {
  const console = await startKubernetesConsole();
  const { world } = console.kubernetes;
  const before = structuredClone(world.workload.spec);
  const runner = kubernetesRunner(getConnection("local"), console.settings);
  const contextOf = (runId: string) => ({ runId, log, signal: new AbortController().signal, dataDir: "" });
  await runner.makeReadOnly?.(contextOf(randomUUID()));
  const next = contextOf(randomUUID());
  await runner.makeReadOnly?.(next);
  expect(world.workload.spec).not.toEqual(before);
  await runner.makeWritable?.(next);
  expect(world.workload.spec).toEqual(before);
  await console.close();
});

test("a run leaves what another one has made read-only, and doesn't begin while its Job is at work", async () => {
  const console = await startKubernetesConsole();
  const { world } = console.kubernetes;
  const runner = kubernetesRunner(getConnection("local"), console.settings);
  const contextOf = (runId: string) => ({ runId, log, signal: new AbortController().signal, dataDir: "" });
  const [first, second] = [contextOf("first"), contextOf("second")];
  await runner.makeReadOnly?.(first);
  const closed = structuredClone(world.workload.spec);
  await runner.makeWritable?.(second);
  expect(world.workload.spec).toEqual(closed);
  const labels = { "app.kubernetes.io/managed-by": "shipshape", "shipshape/run": "first" };
  const annotations = { "shipshape/workload": "deployment/registry" };
  world.addJob({
    metadata: { name: "shipshape-first-collect", labels, annotations },
    spec: { template: { metadata: { labels }, spec: { containers: [{ name: "registry" }] } } },
  });
  await expect(runner.makeReadOnly?.(second)).rejects.toThrow("already-running");
  await console.close();
});
