import "server-only";
import type { KubernetesCollector } from "@/lib/config/kubernetes-collector";
import { emptyRedis } from "@/lib/garbage-collection/runner/empty-redis";
import type { CollectorGo, RunKind, SteppedRunner } from "@/lib/garbage-collection/runner/runner";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findBlobSizes } from "@/lib/registry-index/contents/blob-store";
import { closeRegistry, requireClosed, requireReady } from "./close-registry";
import { type Cluster, type Patience, withCluster } from "./cluster";
import { collectorJob } from "./collector-job";
import { inspectKubernetes } from "./inspect-kubernetes";
import { endJobs } from "./jobs";
import { findMark } from "./mark";
import { openRegistry } from "./open-registry";
import { readWithPods } from "./rollout";
import { runJob } from "./run-job";

function go(settings: KubernetesCollector, patience: Partial<Patience>, kind: RunKind): CollectorGo {
  return (context, onLine) =>
    withCluster(settings, patience, async (cluster) => {
      const { runId, signal } = context;
      if (!kind.dryRun) await requireClosed(cluster, runId, signal);
      const { workload, pods } = await readWithPods(cluster, signal);
      const mark = findMark(workload);
      const left = mark?.by === "scale" ? mark.node : null;
      const node = pods.find(({ spec }) => spec.nodeName)?.spec.nodeName ?? left;
      return runJob(cluster, collectorJob(settings, workload, { runId, kind, node }), context, onLine);
    });
}

/**
 * Collects a registry that is a Kubernetes workload by a Job beside it, while the registry is read-only or scaled to 0.
 */
export function kubernetesRunner(
  connection: RegistryConnection,
  settings: KubernetesCollector,
  patience: Partial<Patience> = {},
): SteppedRunner {
  const inCluster = <T>(work: (cluster: Cluster) => Promise<T>) => withCluster(settings, patience, work);
  return {
    by: "steps",
    kind: "kubernetes",
    connection,
    hasOwnSteps: false,
    endsCollector: true,
    allowWritable: settings.allowWritable,
    stopsRegistry: settings.readOnly === "scale",
    prepare: (kind) => go(settings, patience, kind),
    requireReady: (context) => inCluster((cluster) => requireReady(cluster, context)),
    makeReadOnly: (context) => inCluster((cluster) => closeRegistry(cluster, context)),
    makeWritable: (context) =>
      inCluster(async (cluster) => {
        // Pushes lose layers while a collector still runs.
        await endJobs(cluster, context);
        await openRegistry(cluster, context);
      }),
    forgetCached: settings.redis && emptyRedis(settings.redis),
    canLookUnasked: false,
    findSizes: (digests) => findBlobSizes([...digests]),
    findRemaining: null,
    inspect: (signal) => inCluster((cluster) => inspectKubernetes(cluster, signal)),
    findVersion: null,
  };
}
