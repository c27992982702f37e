import "server-only";
import type { KubernetesCollector } from "@/lib/config/kubernetes-collector";
import { AppError } from "@/lib/errors/app-error";
import type { RunKind } from "@/lib/garbage-collection/runner/runner";
import { argvOf, findCommand } from "./collector-command";
import { annotationsOf, goLabel, labelsOf, selectRun } from "./jobs";
import { type Container, containerSchema, findContainer, type Volume, type Workload } from "./workload";

/** A Kubernetes Job, and what is needed to follow it. */
export type CollectorJob = { name: string; selector: string; container: string; argv: string[]; manifest: object };

// The collector needs nothing else of a registry's pod: no ports, probes, hooks, or sidecar containers.
const ofContainer = [
  ...["image", "imagePullPolicy", "workingDir", "env", "envFrom", "volumeMounts", "volumeDevices"],
  ...["securityContext", "resources"],
];
const ofPod = [
  ...["serviceAccountName", "automountServiceAccountToken", "securityContext", "imagePullSecrets", "tolerations"],
  ...["nodeSelector", "hostAliases", "dnsPolicy", "dnsConfig", "enableServiceLinks", "runtimeClassName"],
  ...["priorityClassName", "schedulerName", "os"],
];
// The console ends a Job that takes too long; Kubernetes does so if the console is gone.
const secondsLonger = 60;
const secondsAfterwards = 600;
const graceSeconds = 5;

const pick = (from: Record<string, unknown>, keys: readonly string[]) =>
  Object.fromEntries(keys.flatMap((key) => (from[key] == null ? [] : [[key, from[key]]])));

/** Returns the volumes of the registry's pod, including those that a StatefulSet claims for its first pod. */
export function volumesOf({ workload }: Pick<KubernetesCollector, "workload">, { spec }: Workload): Volume[] {
  const claimed = (spec.volumeClaimTemplates ?? []).map(({ metadata: { name } }) => {
    const claimName = `${name}-${workload.name}-${spec.ordinals?.start ?? 0}`;
    return { name, persistentVolumeClaim: { claimName } };
  });
  const names = new Set(claimed.map(({ name }) => name));
  return [...(spec.template.spec.volumes ?? []).filter(({ name }) => !names.has(name)), ...claimed];
}

// Such a volume may be usable by one node only, or lie on one: the collector must run where the registry runs.
const isBound = (volume: Volume) => volume.persistentVolumeClaim != null || volume.hostPath != null;

/**
 * Returns where the pod may run. Keeps only node affinity: what keeps registries apart from each other would keep the
 * collector from the registry.
 */
function affinityOf(template: Record<string, unknown>, volumes: readonly Volume[], node: string | null): object {
  if (node !== null && volumes.some(isBound)) {
    const matchFields = [{ key: "metadata.name", operator: "In", values: [node] }];
    const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } };
    return { affinity: { nodeAffinity: required } };
  }
  const { nodeAffinity } = (template.affinity ?? {}) as { nodeAffinity?: unknown };
  return nodeAffinity ? { affinity: { nodeAffinity } } : {};
}

// If nothing collects its traces, 3.x complains of that on every line.
function withoutTraces(container: Container): { env?: object[] } {
  const env = container.env ?? [];
  if (env.some(({ name }) => name === "OTEL_TRACES_EXPORTER")) return {};
  return { env: [...env, { name: "OTEL_TRACES_EXPORTER", value: "none" }] };
}

function podOfWorkload(settings: KubernetesCollector, workload: Workload, container: Container, node: string | null) {
  const { metadata, spec } = workload.spec.template;
  const volumes = volumesOf(settings, workload);
  // An init container that keeps running beside the others never lets a Job end.
  const initContainers = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy !== "Always");
  return {
    labels: {},
    annotations: metadata?.annotations ?? {},
    spec: {
      ...pick(spec, ofPod),
      ...affinityOf(spec, volumes, node),
      ...(initContainers.length > 0 && { initContainers }),
      volumes,
      terminationGracePeriodSeconds: graceSeconds,
      containers: [{ name: container.name, ...pick(container, ofContainer), ...withoutTraces(container) }],
    },
  };
}

/** Throws `not-configured` for a pod to which the registry's Service might send pushes and pulls. */
function requireOther(workload: Workload, labels: Record<string, unknown>): void {
  const wanted = Object.entries(workload.spec.selector.matchLabels ?? {});
  if (wanted.length === 0 || !wanted.every(([name, value]) => labels[name] === value)) return;
  throw new AppError("not-configured", "The Job template has the labels of the registry's own pods; remove them.");
}

/**
 * Returns the Job that collects the registry's storage once. It is made from the workload's own pod template or from
 * the configured one, and has none of the labels by which a Service finds the registry.
 */
export function collectorJob(
  settings: KubernetesCollector,
  workload: Workload,
  go: { runId: string; kind: RunKind; node: string | null },
): CollectorJob {
  const { jobTemplate } = settings;
  const own = findContainer(settings, workload.spec.template.spec.containers).container;
  const given = jobTemplate?.spec.template;
  const pod = given
    ? { labels: {}, annotations: {}, ...given.metadata, spec: given.spec as Record<string, unknown> }
    : podOfWorkload(settings, workload, own, go.node);
  const containers = containerSchema.array().parse(pod.spec.containers);
  const { container, index } = findContainer(settings, containers);
  const argv = argvOf(findCommand(given ? container : own, settings), go.kind);
  const step = go.kind.dryRun ? "look" : "collect";
  const labels = { ...(pod.labels as Record<string, unknown>), ...labelsOf(go.runId), [goLabel]: step };
  requireOther(workload, labels);
  const name = `shipshape-${go.runId}-${step}`;
  const metadata = { labels: labelsOf(go.runId), annotations: annotationsOf(settings) };
  const { args: _args, ...rest } = container;
  return {
    name,
    selector: `${selectRun(go.runId)},${goLabel}=${step}`,
    container: container.name,
    argv,
    manifest: {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name, ...metadata },
      spec: {
        ...jobTemplate?.spec,
        parallelism: 1,
        completions: 1,
        backoffLimit: 0,
        activeDeadlineSeconds: Math.ceil(settings.timeoutMs / 1000) + secondsLonger,
        ttlSecondsAfterFinished: secondsAfterwards,
        template: {
          metadata: { labels, annotations: pod.annotations },
          spec: { ...pod.spec, restartPolicy: "Never", containers: containers.with(index, { ...rest, command: argv }) },
        },
      },
    },
  };
}
