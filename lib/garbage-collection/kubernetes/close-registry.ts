import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { StepContext } from "@/lib/garbage-collection/runner/runner";
import { changeWorkload } from "./change-workload";
import type { Cluster } from "./cluster";
import { findOtherRun } from "./jobs";
import { findMark, removeMark, setMark } from "./mark";
import { said } from "./pods";
import { findOutdated, readWithPods, untilGone, untilRolledOut } from "./rollout";
import { isSwitched, planReturn, planScale, planSwitch } from "./take-pushes-away";
import { findContainer, readWorkload, titleOf, type Workload } from "./workload";

const scalersSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({ scaleTargetRef: z.object({ kind: z.string(), name: z.string() }) }),
    }),
  ),
});

async function findAutoscaler({ api, settings, pathIn }: Cluster, signal: AbortSignal): Promise<string | null> {
  const path = `${pathIn("autoscaling/v2", "horizontalpodautoscalers")}?limit=500`;
  const { items } = await api.ask({ method: "GET", path, signal }, scalersSchema);
  const { kind, name } = settings.workload;
  const meant = items.find(({ spec: { scaleTargetRef: target } }) => {
    return target.kind.toLowerCase() === kind && target.name === name;
  });
  return meant ? said(meant.metadata.name) : null;
}

/** Throws `not-configured` if the workload, as it is, would not carry out the change. */
export async function requireChangeable(cluster: Cluster, { spec }: Workload, signal: AbortSignal): Promise<void> {
  const { settings } = cluster;
  const title = titleOf(settings);
  const refuse = (detail: string) => {
    throw new AppError("not-configured", detail);
  };
  if (spec.replicas === 0) refuse(`The ${title} has no replicas: there is no registry to collect.`);
  if (spec.replicas > 1 && spec.volumeClaimTemplates?.length)
    refuse(
      `The ${title} gives each of its ${spec.replicas} replicas a volume of its own; the console collects one storage.`,
    );
  if (settings.readOnly === "scale") {
    const autoscaler = await findAutoscaler(cluster, signal);
    if (autoscaler) refuse(`The autoscaler ${autoscaler} keeps replicas of the ${title}; use readOnly: switch.`);
    return;
  }
  if (spec.paused) refuse(`The rollout of the ${title} is paused; resume it, so that its read-only switch has effect.`);
  if (spec.updateStrategy?.type === "OnDelete")
    refuse(`The ${title} replaces no pod by itself (updateStrategy OnDelete); use RollingUpdate, or readOnly: scale.`);
  if (spec.updateStrategy?.rollingUpdate?.partition)
    refuse(`The ${title} does not replace all of its pods (a partition is set); remove it, or use readOnly: scale.`);
}

/** Throws `already-running` while a collector of another run works on the same storage. */
async function requireAlone(cluster: Cluster, { runId, signal }: StepContext): Promise<void> {
  const other = await findOtherRun(cluster, runId, signal);
  if (other)
    throw new AppError(
      "already-running",
      `A Job of another run (${said(other)}) is at work on the registry. If no console knows that run, delete the Job.`,
    );
}

/** Throws if `closeRegistry` would refuse; changes nothing. */
export async function requireReady(cluster: Cluster, context: StepContext): Promise<void> {
  await requireAlone(cluster, context);
  const workload = await readWorkload(cluster, context.signal);
  if (!findMark(workload)) await requireChangeable(cluster, workload, context.signal);
}

/** Removes the mark of another run that nobody has finished, and takes back what that run changed. */
async function clearOtherMark(cluster: Cluster, { runId, signal, log }: StepContext): Promise<void> {
  const seen = await changeWorkload(cluster, signal, (workload) => {
    const mark = findMark(workload);
    if (!mark || mark.run === runId) return [];
    return [...removeMark(workload), ...planReturn(workload, mark).changes];
  });
  const mark = findMark(seen);
  if (mark && mark.run !== runId) log.note(`What run ${said(mark.run)} has left was taken back`);
}

/** Makes sure that no push gets through, and waits until every pod has followed. */
export async function closeRegistry(cluster: Cluster, context: StepContext): Promise<void> {
  const { settings } = cluster;
  const { runId, signal, log } = context;
  await requireAlone(cluster, context);
  await clearOtherMark(cluster, context);
  const { workload: before, pods } = await readWithPods(cluster, signal);
  await requireChangeable(cluster, before, signal);
  const node = pods.find(({ spec }) => spec.nodeName)?.spec.nodeName ?? null;
  await changeWorkload(cluster, signal, (workload) => {
    if (findMark(workload)) return [];
    const { changes, mark } =
      settings.readOnly === "scale" ? planScale(runId, node, workload) : planSwitch(settings, runId, workload);
    return [...setMark(workload, mark), ...changes];
  });
  if (settings.readOnly === "scale") {
    log.note(`The ${titleOf(settings)} is scaled to 0`);
    return untilGone(cluster, context);
  }
  log.note(`The ${titleOf(settings)} is restarted read-only`);
  await untilRolledOut(cluster, context, "whole");
}

/** Throws `registry-writable` unless this run still keeps the registry from accepting pushes. */
export async function requireClosed(cluster: Cluster, runId: string, signal: AbortSignal): Promise<void> {
  const { settings } = cluster;
  const seen = await readWithPods(cluster, signal);
  const mark = findMark(seen.workload);
  const { replicas, template } = seen.workload.spec;
  const closed =
    mark?.by === "scale"
      ? replicas === 0 && seen.pods.length === 0
      : isSwitched(findContainer(settings, template.spec.containers).container) &&
        findOutdated(cluster, seen).length === 0;
  if (mark?.run === runId && closed) return;
  throw new AppError(
    "registry-writable",
    `The ${titleOf(settings)} was made read-only for this run, and somebody has changed that since: a controller that keeps it as its source says, or another console. Nothing was removed.`,
  );
}
