import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { StepContext } from "@/lib/garbage-collection/runner/runner";
import type { Cluster } from "./cluster";
import type { CollectorJob } from "./collector-job";
import { endJobs } from "./jobs";
import { podLog } from "./pod-log";
import { findLastingTrouble, findSchedulingTrouble, listPods, type Pod, said, stateOf } from "./pods";
import { until } from "./until";

const followPauseMs = 200;
const mostFailures = 10;
const neverBegan = new Set(["StartError", "ContainerCannotRun"]);

const eventsSchema = z.object({
  items: z.array(z.object({ type: z.string().nullish(), reason: z.string().nullish(), message: z.string().nullish() })),
});

const failed = (detail: string) => new AppError("collector-failed", detail);

async function findPod(cluster: Cluster, { selector }: CollectorJob, { signal }: StepContext): Promise<Pod | null> {
  return (await listPods(cluster, selector, signal))[0] ?? null;
}

/** Finds the cluster's last warning about an object; null if there is none. */
async function findWarning({ api, pathIn }: Cluster, name: string, signal: AbortSignal): Promise<string | null> {
  const query = new URLSearchParams({ fieldSelector: `involvedObject.name=${name},type=Warning`, limit: "100" });
  const path = `${pathIn("v1", "events")}?${query}`;
  const { items } = await api.ask({ method: "GET", path, signal }, eventsSchema);
  const last = items.at(-1);
  return last ? `${said(last.reason)}: ${said(last.message)}` : null;
}

async function whyNotStarted(
  cluster: Cluster,
  job: CollectorJob,
  pod: Pod | null,
  signal: AbortSignal,
): Promise<string> {
  const scheduling = pod && findSchedulingTrouble(pod);
  if (scheduling) return scheduling;
  const warning = await findWarning(cluster, pod?.metadata.name ?? job.name, signal);
  return warning ?? (pod ? "its node says nothing of why" : "Kubernetes has made no pod of it");
}

/** Waits until the container runs or has ended. Throws `collector-failed` with the reason if it doesn't start. */
async function untilStarted(cluster: Cluster, job: CollectorJob, context: StepContext): Promise<Pod> {
  let seen: Pod | null = null;
  const look = async () => {
    seen = await findPod(cluster, job, context);
    if (!seen) return null;
    const state = stateOf(seen, job.container);
    if (state?.running || state?.terminated || seen.status.phase === "Failed") return seen;
    const trouble = findLastingTrouble(seen);
    if (trouble) throw failed(`The collector can't start: ${trouble}`);
    return null;
  };
  const why = () => whyNotStarted(cluster, job, seen, context.signal);
  const started = await until(context, cluster.patience.startMs, look, why);
  if (started) return started;
  const minutes = Math.max(1, Math.round(cluster.patience.startMs / 60_000));
  throw failed(`The collector has not started after ${minutes} min: ${await why()}`);
}

/** Returns the exit code of a container that has ended; null while it runs. Throws if it was killed or never began. */
function exitCodeOf(pod: Pod | null, container: string): number | null {
  if (!pod) throw failed("The collector's pod was removed while it was at work.");
  const ended = stateOf(pod, container)?.terminated;
  if (ended?.reason === "OOMKilled")
    throw failed("The collector was killed: it took more memory than its limit allows.");
  if (ended?.reason && neverBegan.has(ended.reason))
    throw failed(`The collector can't start: ${said(ended.message) || ended.reason}`);
  if (ended) return ended.exitCode;
  if (pod.status.phase !== "Failed") return null;
  throw failed(`The collector's pod was ended: ${said(pod.status.reason)} ${said(pod.status.message)}`.trim());
}

async function followPod(cluster: Cluster, job: CollectorJob, context: StepContext, onLine: (line: string) => void) {
  const { signal, log } = context;
  const first = await untilStarted(cluster, job, context);
  const reader = podLog(cluster, { pod: first.metadata.name, container: job.container }, (line) => {
    log.output(line);
    onLine(line);
  });
  for (let failures = 0; ; ) {
    const pod = await until(context, cluster.patience.startMs, async () => ({
      pod: await findPod(cluster, job, context),
    }));
    const exitCode = exitCodeOf(pod?.pod ?? null, job.container);
    // Only a log that is read to its end after the container has ended is complete.
    const whole = await reader.follow(signal).then(
      () => true,
      () => false,
    );
    signal.throwIfAborted();
    if (whole && exitCode !== null) return exitCode;
    failures = whole ? 0 : failures + 1;
    if (exitCode !== null && failures > mostFailures)
      throw failed("The collector has ended, and its log can't be read.");
    await wait(followPauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** Runs the Job until it ends, with its output in the run's log, and removes it. Throws as `runStep` does. */
export async function runJob(
  cluster: Cluster,
  job: CollectorJob,
  context: StepContext,
  onLine: (line: string) => void,
): Promise<number> {
  const { api, jobsPath, settings } = cluster;
  const deadline = AbortSignal.timeout(settings.timeoutMs);
  const limited = { ...context, signal: AbortSignal.any([context.signal, deadline]) };
  context.log.note(`Job ${job.name}: ${job.argv.join(" ")}`);
  try {
    await api.send({ method: "POST", path: jobsPath, json: job.manifest, signal: limited.signal });
    return await followPod(cluster, job, limited, onLine);
  } catch (error) {
    if (context.signal.aborted) throw context.signal.reason;
    if (!deadline.aborted) throw error;
    const minutes = Math.max(1, Math.round(settings.timeoutMs / 60_000));
    throw new AppError("run-timeout", `The collector's Job was ended after ${minutes} min.`);
  } finally {
    // A Job that can't be removed now is looked for again before the registry accepts pushes.
    await endJobs(cluster, { ...context, signal: new AbortController().signal }).catch((error: unknown) => {
      context.log.note(`Job ${job.name} is left: ${error instanceof AppError ? error.detail : "the console failed"}`);
    });
  }
}
