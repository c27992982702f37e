import { expect, test } from "vitest";
import { kubernetesSettings } from "@/lib/testing/kubernetes/fake-kubernetes/kubernetes-settings";
import { aDeployment, aStatefulSet } from "@/lib/testing/kubernetes/fake-kubernetes/objects";
import { collectorJob } from "./collector-job";

const kind = { dryRun: false, removeUntagged: false };
const go = { runId: "11111111-2222-3333-4444-555555555555", kind, node: "node-a" };
const settings = kubernetesSettings("http://localhost", "/token");

/** Returns the Job of a workload, as JSON without a type. */
function jobOf(workload = aDeployment(), changes: Parameters<typeof kubernetesSettings>[2] = {}, node = go.node) {
  // biome-ignore lint/suspicious/noExplicitAny: an object of Kubernetes, looked at in parts.
  return collectorJob({ ...settings, ...changes }, workload, { ...go, node }).manifest as any;
}

test("the Job has what a collector needs of the registry's pod, and nothing of what a server needs", () => {
  const { spec, metadata } = jobOf();
  expect(metadata.name).toBe("shipshape-11111111-2222-3333-4444-555555555555-collect");
  expect(spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 80, ttlSecondsAfterFinished: 600 });
  const pod = spec.template.spec;
  const registry = aDeployment().spec.template.spec;
  for (const key of [
    "serviceAccountName",
    "securityContext",
    "imagePullSecrets",
    "tolerations",
    "nodeSelector",
    "volumes",
  ])
    expect(pod[key]).toEqual(registry[key]);
  expect(pod.restartPolicy).toBe("Never");
  expect(pod.initContainers.map(({ name }: { name: string }) => name)).toEqual(["own"]);
  const [container, ...others] = pod.containers;
  expect(others).toEqual([]);
  expect(Object.keys(container).sort()).toEqual(
    ["command", "env", "envFrom", "image", "name", "resources", "securityContext", "volumeMounts"].sort(),
  );
  expect(container.env).toEqual([{ name: "OTEL_TRACES_EXPORTER", value: "none" }]);
});

test("no Service that finds the registry finds the Job's pod", () => {
  const { labels } = jobOf().spec.template.metadata;
  const ofRegistry = aDeployment().spec.template.metadata.labels;
  for (const name of Object.keys(ofRegistry)) expect(labels).not.toHaveProperty(name);
  expect(labels).toMatchObject({ "app.kubernetes.io/managed-by": "shipshape", "shipshape/run": go.runId });
});

test("it runs on the registry's node where the volume may be bound to it, and anywhere else otherwise", () => {
  const nodes = (workload: ReturnType<typeof aDeployment>) => jobOf(workload).spec.template.spec.affinity;
  const nodeSelectorTerms = [{ matchFields: [{ key: "metadata.name", operator: "In", values: ["node-a"] }] }];
  const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
  expect(nodes(aDeployment())).toEqual({ nodeAffinity: required });
  const free = aDeployment();
  free.spec.template.spec.volumes = [{ name: "config", configMap: { name: "registry-config" } }];
  free.spec.template.spec.affinity.nodeAffinity = { preferred: [] };
  expect(nodes(free)).toEqual({ nodeAffinity: { preferred: [] } });
});

test("the volume that a StatefulSet claims is the one of its first pod", () => {
  expect(
    jobOf(aStatefulSet(), { workload: { kind: "statefulset", name: "registry" } }).spec.template.spec.volumes,
  ).toEqual([
    { name: "config", configMap: { name: "registry-config" } },
    { name: "data", persistentVolumeClaim: { claimName: "data-registry-0" } },
  ]);
});

const template = (labels: Record<string, string> = {}) => ({
  apiVersion: "batch/v1" as const,
  kind: "Job" as const,
  spec: {
    backoffLimit: 5,
    parallelism: 2,
    podReplacementPolicy: "Failed",
    template: {
      metadata: { labels },
      spec: {
        restartPolicy: "OnFailure",
        serviceAccountName: "collector",
        containers: [{ name: "own", image: "registry:2.8.3", args: ["serve"], env: [{ name: "A", value: "1" }] }],
      },
    },
  },
});

test("a template of the operator's own is taken as it is, with the collector's command in it", () => {
  const { spec } = jobOf(aDeployment(), { jobTemplate: template({ team: "a" }) });
  expect(spec).toMatchObject({ backoffLimit: 0, parallelism: 1, podReplacementPolicy: "Failed" });
  expect(spec.template.metadata.labels).toMatchObject({ team: "a", "shipshape/run": go.runId });
  expect(spec.template.spec).toEqual({
    restartPolicy: "Never",
    serviceAccountName: "collector",
    containers: [
      {
        name: "own",
        image: "registry:2.8.3",
        env: [{ name: "A", value: "1" }],
        command: ["registry", "garbage-collect", "/etc/docker/registry/config.yml"],
      },
    ],
  });
});

test("a template with the labels of the registry's own pods is refused", () => {
  expect(() => jobOf(aDeployment(), { jobTemplate: template({ app: "registry" }) })).toThrow("labels of the registry");
});
