import { writeFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { kubernetesRole } from "@/components/garbage-collection/set-up/kubernetes-lines";
import { getConnection } from "@/lib/registry/connection";
import { report } from "@/lib/testing/kubernetes/fake-kubernetes/machines";
import { aDeployment, aStatefulSet, readOnlyName } from "@/lib/testing/kubernetes/fake-kubernetes/objects";
import type { Rule } from "@/lib/testing/kubernetes/fake-kubernetes/rights";
import {
  collectNow,
  type KubernetesConsole,
  lookOnly,
  runToItsEnd,
  startKubernetesConsole,
} from "@/lib/testing/kubernetes/kubernetes-console";
import { kubernetesNames } from "@/lib/testing/kubernetes/kubernetes-names";
import { findRunner } from "./find-runner";
import { kubernetesRunner } from "./kubernetes/kubernetes-runner";

let console: KubernetesConsole;

afterEach(async () => {
  await console.close();
});

async function start(...args: Parameters<typeof startKubernetesConsole>): Promise<void> {
  console = await startKubernetesConsole(...args);
}

/** Returns the rules of the set-up page for that kind of workload. */
function rulesOf(readOnly: "switch" | "scale", kind: "deployment" | "statefulset"): Rule[] {
  const [role] = parseAllDocuments(kubernetesRole({ ...kubernetesNames, readOnly, kind }));
  return role?.toJS().rules;
}

/** A dry run whose pod can't get its volume; only the cluster's events say so. */
async function goThatNeverStarts(): Promise<unknown> {
  const { world } = console.kubernetes;
  world.trouble = { waiting: { reason: "ContainerCreating" } };
  const involvedObject = { name: "shipshape-never" };
  world.events.push({ involvedObject, reason: "FailedMount", message: "Unable to attach the volume" });
  const runner = kubernetesRunner(getConnection("local"), console.settings, { startMs: 20 });
  const log = { note: () => undefined, output: () => undefined, flush: async () => undefined };
  const context = { runId: "never", log, signal: new AbortController().signal, dataDir: "" };
  return runner.prepare({ dryRun: true, removeUntagged: false })?.(context, () => undefined);
}

const podOf = () => console.kubernetes.world.pods.map(({ metadata }) => metadata.name);

describe.each([
  ["switch", "deployment", aDeployment],
  ["switch", "deployment", () => aDeployment({ strategy: { type: "Recreate" }, replicas: 2 })],
  ["switch", "statefulset", aStatefulSet],
  ["scale", "deployment", () => aDeployment({ replicas: 2 })],
] as const)("by %s of a %s", (readOnly, kind, workload) => {
  const collector = { readOnly, workload: { kind, name: "registry" } };

  test("a collection goes through, leaves nothing behind, and has exactly the rights of the role", async () => {
    const rules = rulesOf(readOnly, kind);
    await start(collector, { workload: workload(), rules });
    const { world, rights } = console.kubernetes;
    const before = structuredClone(world.workload);
    const ended = await runToItsEnd(collectNow);
    expect(ended.log).toContain("The registry accepts pushes again (checked)");
    expect(ended).toMatchObject({ state: "succeeded", blobsEligible: 1, failure: null });
    await world.settle();
    expect(world.jobs).toEqual([]);
    expect(podOf()).toHaveLength(before.spec.replicas);
    expect(world.workload.spec).toEqual(before.spec);
    expect(world.workload.metadata.annotations).toEqual(before.metadata.annotations);
    const findings = (await findRunner("local")?.inspect?.(new AbortController().signal)) ?? [];
    expect(findings.find((finding) => finding.name === "rights")).toMatchObject({ state: "ok" });
    await expect(goThatNeverStarts()).rejects.toThrow("FailedMount: Unable to attach the volume");
    expect(rights.unused()).toEqual([]);
  });
});

test.each([
  ["deployment", 0.5, () => aDeployment({ replicas: 2 })],
  ["deployment", 0.5, () => aDeployment({ strategy: { type: "Recreate" }, replicas: 2 })],
  ["statefulset", 0.5, aStatefulSet],
  ["deployment", 1, () => aDeployment({ replicas: 2 })],
] as const)("no pod of a %s takes pushes any more once it counts as read-only (%s steps a call)", async (...setUp) => {
  const [kind, stepsPerCall, workload] = setUp;
  await start({ workload: { kind, name: "registry" } }, { workload: workload(), stepsPerCall });
  const runner = kubernetesRunner(getConnection("local"), console.settings);
  const log = { note: () => undefined, output: () => undefined, flush: async () => undefined };
  await runner.makeReadOnly?.({ runId: "run", log, signal: new AbortController().signal, dataDir: "" });
  const switches = console.kubernetes.world.pods.map(({ spec }) => spec.containers[0].env?.[0]);
  expect(new Set(switches.map((variable) => variable?.name))).toEqual(new Set([readOnlyName]));
});

test("the collector prints into the run's log, and its Job runs where the volume is", async () => {
  await start();
  const jobs: object[] = [];
  const { world } = console.kubernetes;
  const add = world.addJob.bind(world);
  world.addJob = (job) => {
    jobs.push(job);
    return add(job);
  };
  const { log } = await runToItsEnd(collectNow);
  for (const line of report) expect(log).toContain(line);
  expect(jobs).toHaveLength(2);
  expect(jobs[1]).toMatchObject({
    spec: {
      template: {
        spec: {
          containers: [{ command: ["registry", "garbage-collect", "/etc/distribution/config.yml"] }],
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: ["node-a"] }] }],
              },
            },
          },
        },
      },
    },
  });
});

test("a dry run leaves the workload alone", async () => {
  await start();
  const { world } = console.kubernetes;
  const { resourceVersion } = world.workload.metadata;
  expect(await runToItsEnd(lookOnly)).toMatchObject({ state: "succeeded", blobsEligible: 1 });
  expect(world.workload.metadata.resourceVersion).toBe(resourceVersion);
});

test("the token is read again for every request, as Kubernetes renews it", async () => {
  await start();
  await runToItsEnd(lookOnly);
  writeFileSync(console.tokenFile, "renewed");
  console.kubernetes.options.token = "renewed";
  expect(await runToItsEnd(lookOnly)).toMatchObject({ state: "succeeded" });
});

test("what the switch was set to before is set again, in its place", async () => {
  const env = [
    { name: "FIRST", value: "1" },
    { name: readOnlyName, valueFrom: { configMapKeyRef: { name: "registry", key: "readOnly" } } },
    { name: "LAST", value: "2" },
  ];
  await start({}, { workload: aDeployment({ env }) });
  expect(await runToItsEnd(collectNow)).toMatchObject({ state: "succeeded" });
  expect(console.kubernetes.world.workload.spec.template.spec.containers[0].env).toEqual(env);
});

test("a change that somebody makes meanwhile is kept", async () => {
  await start();
  const { world } = console.kubernetes;
  console.kubernetes.options.fault = (call) => {
    if (call.verb !== "create" || call.resource !== "jobs") return;
    const next = structuredClone(world.workload);
    next.metadata.labels.changed = "meanwhile";
    const [container] = next.spec.template.spec.containers;
    container.env = [{ name: "ADDED", value: "1" }, ...(container.env ?? [])];
    if (!JSON.stringify(world.workload).includes("ADDED")) world.replaceWorkload(next);
    return undefined;
  };
  await runToItsEnd(collectNow);
  const [container] = world.workload.spec.template.spec.containers;
  expect(container.env).toEqual([{ name: "ADDED", value: "1" }]);
  expect(world.workload.metadata.labels.changed).toBe("meanwhile");
});

test("nothing is collected where something takes the switch back, as a GitOps controller does", async () => {
  await start();
  const { world } = console.kubernetes;
  const original = structuredClone(world.workload.spec);
  let looks = 0;
  console.kubernetes.options.fault = (call) => {
    // After the dry run and before the collection.
    if (call.verb === "create" && call.resource === "jobs" && ++looks === 1)
      world.replaceWorkload({ ...structuredClone(world.workload), spec: original });
    return undefined;
  };
  const ended = await runToItsEnd(collectNow);
  expect(ended.failure).toMatchObject({ type: "/problems/registry-writable" });
  expect(ended.log).not.toContain("-collect:");
  expect(world.workload.spec).toEqual(original);
  expect(world.workload.metadata.annotations).not.toHaveProperty("shipshape/garbage-collection");
});

test("replicas that somebody sets while there is no registry are left so, and said", async () => {
  await start({ readOnly: "scale" });
  const { world } = console.kubernetes;
  console.kubernetes.options.fault = (call) => {
    if (call.verb === "delete")
      world.replaceWorkload({ ...world.workload, spec: { ...world.workload.spec, replicas: 3 } });
    return undefined;
  };
  const { log } = await runToItsEnd(collectNow);
  expect(log).toContain("Somebody has set the replicas to 3 meanwhile; they are left so (before: 1)");
  expect(world.workload.spec.replicas).toBe(3);
});

test("where another is quicker to change the workload, the change is made upon that one", async () => {
  await start();
  const { world } = console.kubernetes;
  let raced = 0;
  console.kubernetes.options.fault = (call) => {
    if (call.verb === "patch" && raced++ < 3) world.stamp(world.workload);
    return undefined;
  };
  expect(await runToItsEnd(collectNow)).toMatchObject({ state: "succeeded" });
  expect(raced).toBeGreaterThan(3);
});
