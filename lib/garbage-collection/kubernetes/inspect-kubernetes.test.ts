import { afterEach, expect, test } from "vitest";
import { findRunner } from "@/lib/garbage-collection/find-runner";
import { aDeployment } from "@/lib/testing/kubernetes/fake-kubernetes/objects";
import { type KubernetesConsole, startKubernetesConsole } from "@/lib/testing/kubernetes/kubernetes-console";

let console: KubernetesConsole;

afterEach(async () => {
  await console.close();
});

async function findings(...args: Parameters<typeof startKubernetesConsole>): Promise<Record<string, string>> {
  console = await startKubernetesConsole(...args);
  const spec = { accessModes: ["ReadWriteOnce"] };
  console.kubernetes.world.claims["registry-data"] ??= { spec, status: { phase: "Bound" } };
  return look();
}

async function look(): Promise<Record<string, string>> {
  const found = (await findRunner("local")?.inspect?.(new AbortController().signal)) ?? [];
  return Object.fromEntries(found.map(({ name, state, detail }) => [name, `${state}: ${detail}`]));
}

test("a set-up that works is described", async () => {
  const workload = aDeployment({ strategy: { type: "Recreate" } });
  expect(await findings({}, { workload })).toEqual({
    Kubernetes: "ok: It is Kubernetes v1.32.4.",
    rights: "ok: The console may do in registry all that a collection needs.",
    workload: "ok: The Deployment registry runs registry:3.1.1 in one pod.",
    storage:
      "ok: Its images lie in the claim registry-data (ReadWriteOnce): one node at a time, where the Job runs as well.",
    collector: "ok: The collector is called as registry garbage-collect /etc/distribution/config.yml.",
  });
});

test("each right that is missing is named", async () => {
  const rules = [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"] }];
  const { rights } = await findings({}, { rules });
  expect(rights).toMatch(
    /^failed: In registry the console may not patch deployments named registry, list pods, get pods\/log, /,
  );
});

test("a volume for one node at a time and a rollout that begins beside the old pod don't go together", async () => {
  const { storage } = await findings();
  expect(storage).toMatch(/^failed: .* On another node it waits for ever: set the Deployment's strategy to Recreate/);
});

test("images in the pod itself can't be collected, those in an object storage can", async () => {
  const inPod = aDeployment();
  inPod.spec.template.spec.volumes[0] = { name: "data", emptyDir: {} };
  expect((await findings({}, { workload: inPod })).storage).toMatch(/^failed: Its images lie in an emptyDir/);
  await console.close();
  const env = [{ name: "REGISTRY_STORAGE_S3_BUCKET", value: "images" }];
  const { storage } = await findings({}, { workload: aDeployment({ env }) });
  expect(storage).toBe("ok: Its images lie in an object storage (s3).");
});

test("a pod with a port of its node, and a new one beside it, are told not to share one", async () => {
  const workload = aDeployment();
  Object.assign(workload.spec.template.spec, { hostNetwork: true });
  Object.assign(workload.spec, { strategy: { type: "RollingUpdate" } });
  expect((await findings({}, { workload })).rollout).toMatch(/^unknown: .*set strategy Recreate/);
  await console.close();
  Object.assign(workload.spec, { strategy: { type: "Recreate" } });
  expect((await findings({}, { workload })).rollout).toBeUndefined();
});

test("what takes a change of the workload back is named", async () => {
  const workload = aDeployment();
  workload.metadata.annotations["argocd.argoproj.io/tracking-id"] = "registry";
  const { source } = await findings({}, { workload });
  expect(source).toMatch(/^unknown: Argo CD keeps the Deployment registry as its source says/);
});

test("a token that is refused, and a workload that isn't there, are said", async () => {
  const { workload } = await findings({ workload: { kind: "deployment", name: "other" } });
  expect(workload).toContain("answered 404 to GET /apis/apps/v1/namespaces/registry/deployments/other");
  console.kubernetes.options.token = "another";
  expect((await look()).Kubernetes).toMatch(/^failed: Kubernetes refused the console .*401.*make a new one there/);
});
