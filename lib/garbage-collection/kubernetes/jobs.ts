import "server-only";
import { z } from "zod";
import { AppError, isAppError } from "@/lib/errors/app-error";
import type { StepContext } from "@/lib/garbage-collection/runner/runner";
import { type Cluster, listQuery } from "./cluster";
import { isAlive, listPods, said } from "./pods";
import { until } from "./until";

const managed = { "app.kubernetes.io/managed-by": "shipshape" };
const runLabel = "shipshape/run";
/** The label with the step of a run that a pod carries out. */
export const goLabel = "shipshape/go";
/**
 * The annotation with the workload whose storage a Job collects, such as `deployment/registry`; too long for a label.
 */
const workloadAnnotation = "shipshape/workload";

const listSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        labels: z.record(z.string(), z.string()).nullish(),
        annotations: z.record(z.string(), z.string()).nullish(),
      }),
      status: z
        .object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })).nullish() })
        .default({}),
    }),
  ),
});
const over = new Set(["Complete", "Failed"]);

export const labelsOf = (runId: string) => ({ ...managed, [runLabel]: runId });
export const annotationsOf = ({ workload }: Cluster["settings"]) => ({
  [workloadAnnotation]: `${workload.kind}/${workload.name}`,
});
export const selectRun = (runId: string) =>
  Object.entries(labelsOf(runId))
    .map(([name, value]) => `${name}=${value}`)
    .join(",");

async function listJobs({ api, jobsPath }: Cluster, labelSelector: string, signal: AbortSignal) {
  return (await api.ask({ method: "GET", path: `${jobsPath}${listQuery(labelSelector)}`, signal }, listSchema)).items;
}

/** Finds the run whose Job is working on the same registry; null if there is none. */
export async function findOtherRun(cluster: Cluster, runId: string, signal: AbortSignal): Promise<string | null> {
  const all = await listJobs(cluster, Object.entries(managed)[0]?.join("=") ?? "", signal);
  const own = annotationsOf(cluster.settings)[workloadAnnotation];
  const other = all.find(({ metadata: { labels, annotations }, status }) => {
    const isOver = status.conditions?.some(({ type, status: state }) => over.has(type) && state === "True");
    return annotations?.[workloadAnnotation] === own && labels?.[runLabel] !== runId && !isOver;
  });
  return other ? (other.metadata.labels?.[runLabel] ?? other.metadata.name) : null;
}

/** Ends the run's Jobs and waits until their pods have ended. Throws `collector-failed` if one doesn't end. */
export async function endJobs(cluster: Cluster, context: StepContext): Promise<void> {
  const { api, jobsPath, patience } = cluster;
  const { runId, signal } = context;
  let left: string | undefined;
  const ended = await until(context, patience.endMs, async () => {
    for (const { metadata } of await listJobs(cluster, selectRun(runId), signal)) {
      const path = `${jobsPath}/${encodeURIComponent(metadata.name)}?propagationPolicy=Background`;
      await api.send({ method: "DELETE", path, signal }).catch((error: unknown) => {
        if (!isAppError(error, "runner-refused") || error.context.status !== 404) throw error;
      });
    }
    const pods = await listPods(cluster, selectRun(runId), signal);
    left = pods.find(isAlive)?.metadata.name;
    return left === undefined ? true : null;
  });
  if (!ended)
    throw new AppError("collector-failed", `The collector's pod ${said(left)} was told to end and is still there.`);
}
