import "server-only";
import { isDeepStrictEqual } from "node:util";
import { AppError } from "@/lib/errors/app-error";
import type { StepContext } from "@/lib/garbage-collection/runner/runner";
import type { Cluster } from "./cluster";
import { findLastingTrouble, findSchedulingTrouble, isAlive, listPods, type Pod, said } from "./pods";
import { findSwitch } from "./take-pushes-away";
import { until } from "./until";
import { findContainer, readWorkload, selectorText, titleOf, type Workload } from "./workload";

type Seen = { workload: Workload; pods: Pod[] };

/** Returns the workload and its current pods, including those that are ending. */
export async function readWithPods(cluster: Cluster, signal: AbortSignal): Promise<Seen> {
  const workload = await readWorkload(cluster, signal);
  return { workload, pods: (await listPods(cluster, selectorText(workload), signal)).filter(isAlive) };
}

/** Returns the pods whose read-only switch differs from the one in the workload's template. */
export function findOutdated({ settings }: Cluster, { workload, pods }: Seen): Pod[] {
  const { container } = findContainer(settings, workload.spec.template.spec.containers);
  return pods.filter(({ spec }) => {
    const own = spec.containers.find(({ name }) => name === container.name);
    return !own || !isDeepStrictEqual(findSwitch(own), findSwitch(container));
  });
}

/** Whether every pod is as the workload says, and there are no others. */
function isWhole(cluster: Cluster, seen: Seen): boolean {
  const { spec, status } = seen.workload;
  const counts = [status.replicas, status.updatedReplicas, status.availableReplicas, seen.pods.length];
  return isServing(cluster, seen) && counts.every((count) => (count ?? 0) === spec.replicas);
}

/** Whether no pod has an older switch and at least one answers: a collection causes no other problem. */
function isServing(cluster: Cluster, seen: Seen): boolean {
  const { metadata, status } = seen.workload;
  const isObserved = (status.observedGeneration ?? 0) >= metadata.generation;
  return isObserved && (status.availableReplicas ?? 0) > 0 && findOutdated(cluster, seen).length === 0;
}

const outlook =
  "Where a volume can be used by one node at a time, the new pod may wait for the old one's node: set strategy Recreate, or readOnly: scale.";

function troubleOf(cluster: Cluster, seen: Seen): string {
  const { pods } = seen;
  const outdated = findOutdated(cluster, seen);
  const [scheduling] = pods.map(findSchedulingTrouble).filter((trouble) => trouble !== null);
  if (scheduling) return `${scheduling}. ${outlook}`;
  const [first] = outdated;
  if (first)
    return `pod ${said(first.metadata.name)} is still there with the old setting${first.metadata.deletionTimestamp ? " and does not end" : ""}. ${outlook}`;
  return `${pods.length} pods are there, ${seen.workload.status.availableReplicas ?? 0} of them available.`;
}

/**
 * Waits until every pod has the switch of the workload's template: with `whole`, all the pods that there should be and
 * no others; with `serving`, at least one that answers. Throws `collector-failed` if that doesn't happen.
 */
export async function untilRolledOut(cluster: Cluster, context: StepContext, wanted: "whole" | "serving") {
  const { settings, patience } = cluster;
  let last: Seen | null = null;
  const look = async () => {
    last = await readWithPods(cluster, context.signal);
    if (wanted === "whole" ? isWhole(cluster, last) : isServing(cluster, last)) return true;
    const outdated = new Set(findOutdated(cluster, last));
    const [lasting] = last.pods
      .filter((pod) => !outdated.has(pod))
      .map(findLastingTrouble)
      .filter((trouble) => trouble !== null);
    const { conditions, observedGeneration } = last.workload.status;
    const observed = (observedGeneration ?? 0) >= last.workload.metadata.generation;
    const givenUp = observed && conditions?.some(({ reason }) => reason === "ProgressDeadlineExceeded");
    if (!lasting && !givenUp) return null;
    throw new AppError(
      "collector-failed",
      `The ${titleOf(settings)} can't be rolled out: ${lasting ?? troubleOf(cluster, last)}`,
    );
  };
  const done = await until(context, patience.rolloutMs, look, () => last && troubleOf(cluster, last));
  if (done) return;
  const minutes = Math.max(1, Math.round(patience.rolloutMs / 60_000));
  throw new AppError(
    "collector-failed",
    `The ${titleOf(settings)} is not rolled out after ${minutes} min: ${last ? troubleOf(cluster, last) : "nothing is known of it."}`,
  );
}

/** Waits until no pod of the workload is left. Throws `collector-failed` if one doesn't end. */
export async function untilGone(cluster: Cluster, context: StepContext): Promise<void> {
  let last: string | undefined;
  const look = async () => {
    const { workload, pods } = await readWithPods(cluster, context.signal);
    last = pods[0]?.metadata.name;
    return workload.spec.replicas === 0 && pods.length === 0 ? true : null;
  };
  const gone = await until(context, cluster.patience.rolloutMs, look, () =>
    last === undefined ? null : `pod ${said(last)} has not ended yet`,
  );
  if (!gone)
    throw new AppError(
      "collector-failed",
      `The ${titleOf(cluster.settings)} was scaled to 0, and pod ${said(last)} does not end.`,
    );
}
