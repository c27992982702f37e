import { afterEach, expect, test } from "vitest";
import { startFakeRegistry } from "@/lib/testing/fake-registry";
import { fakeMachine, report } from "@/lib/testing/kubernetes/fake-kubernetes/machines";
import { aDeployment } from "@/lib/testing/kubernetes/fake-kubernetes/objects";
import {
  collectNow,
  type KubernetesConsole,
  lookOnly,
  runToItsEnd,
  startKubernetesConsole,
} from "@/lib/testing/kubernetes/kubernetes-console";

let console: KubernetesConsole;

afterEach(async () => {
  await console.close();
});

async function start(...args: Parameters<typeof startKubernetesConsole>): Promise<void> {
  console = await startKubernetesConsole(...args);
}

const podOf = () => console.kubernetes.world.pods.map(({ metadata }) => metadata.name);

test.each([
  ["has no replicas", { workload: aDeployment({ replicas: 0 }) }, {}],
  ["is paused", { workload: aDeployment({ spec: { paused: true } }) }, {}],
])("a workload that %s is refused before anything is changed", async (sentence, options, settings) => {
  await start(settings, options);
  const ended = await runToItsEnd(collectNow);
  expect(ended.failure).toMatchObject({ type: "/problems/not-configured", detail: expect.stringContaining(sentence) });
  expect(console.kubernetes.calls.some(({ verb }) => verb === "patch")).toBe(false);
});

test("a workload that an autoscaler keeps is not scaled", async () => {
  await start({ readOnly: "scale" });
  const scaleTargetRef = { kind: "Deployment", name: "registry" };
  console.kubernetes.world.scalers.push({ metadata: { name: "keep-two" }, spec: { scaleTargetRef } });
  expect((await runToItsEnd(collectNow)).failure?.detail).toContain("The autoscaler keep-two keeps replicas");
});

test.each([
  [
    { waiting: { reason: "ImagePullBackOff", message: "Back-off pulling image" } },
    "container registry of pod shipshape-.*: ImagePullBackOff, Back-off pulling image",
  ],
  [
    { terminated: { exitCode: 128, reason: "StartError", message: "exec: registry: executable file not found" } },
    "exec: registry: executable file not found",
  ],
])("a collector that can't start (%j) says why, and the registry takes pushes again", async (trouble, reason) => {
  await start();
  console.kubernetes.world.trouble = trouble;
  const ended = await runToItsEnd(collectNow);
  expect(ended.failure?.detail).toMatch(new RegExp(`^The collector can't start: ${reason}$`));
  expect(ended.log).toContain("The registry accepts pushes again");
  expect(console.kubernetes.world.jobs).toEqual([]);
});

test("a collector that takes too long is ended before the registry takes pushes", async () => {
  const registry = await startFakeRegistry();
  const endless = () =>
    new Promise<number>(() => {
      // Until it is killed.
    });
  await start({ timeoutMs: 300 }, { machine: fakeMachine(registry, endless) });
  const ended = await runToItsEnd(lookOnly);
  await registry.close();
  expect(ended.failure).toMatchObject({ type: "/problems/run-timeout" });
  expect(console.kubernetes.world.jobs).toEqual([]);
  expect(podOf().filter((name) => name.startsWith("shipshape"))).toEqual([]);
});

test("a log whose connection breaks is read on, each line once", async () => {
  await start({}, { cutLogAfter: [1, 2, 0, 1, 3, 1, 2] });
  const { log, state } = await runToItsEnd(collectNow);
  expect(state).toBe("succeeded");
  for (const line of report.filter((text) => text !== ""))
    expect(log.split("\n").filter((text) => text.endsWith(`  ${line}`))).toHaveLength(2);
});

test("an API that is out of reach for a while, as when it is replaced, is asked again", async () => {
  await start();
  const away = { status: 503, body: { message: "apiserver is shutting down" } };
  let left = 0;
  console.kubernetes.options.fault = ({ verb, resource }) => {
    if (["create", "delete", "patch"].includes(verb)) left = 5;
    else if (resource !== "pods/log" && left-- > 0) return away;
    return undefined;
  };
  const ended = await runToItsEnd(collectNow);
  expect(ended).toMatchObject({ state: "succeeded", failure: null });
  expect(ended.log).toContain("apiserver is shutting down Asking again");
});

test.each([
  ["a word", { status: 200, body: "hello" }],
  ["a list of nothing", { status: 200, body: [] }],
  ["a page", { status: 404, body: "<html>" }],
])("an API that answers with %s fails the run", async (_name, answer) => {
  await start();
  console.kubernetes.options.fault = (call) => (call.verb === "get" ? answer : undefined);
  expect((await runToItsEnd(collectNow)).failure?.type).toMatch(/runner-refused|registry-read-only/);
});
