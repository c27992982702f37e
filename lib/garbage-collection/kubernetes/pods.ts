import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { visibleText } from "@/lib/format/visible-text";
import { type Cluster, listQuery, mostListed } from "./cluster";
import { containerSchema } from "./workload";

const reasoned = { reason: z.string().nullish(), message: z.string().nullish() };
const containerStatusSchema = z.object({
  name: z.string(),
  state: z
    .object({
      waiting: z.object(reasoned).nullish(),
      running: z.object({}).nullish(),
      terminated: z.object({ exitCode: z.number().int(), ...reasoned }).nullish(),
    })
    .nullish(),
});
const podSchema = z.object({
  metadata: z.object({ name: z.string(), deletionTimestamp: z.string().nullish() }),
  spec: z.object({ nodeName: z.string().nullish(), containers: z.array(containerSchema) }),
  status: z
    .object({
      phase: z.string().nullish(),
      ...reasoned,
      conditions: z.array(z.object({ type: z.string(), status: z.string(), ...reasoned })).nullish(),
      containerStatuses: z.array(containerStatusSchema).nullish(),
      initContainerStatuses: z.array(containerStatusSchema).nullish(),
    })
    .default({}),
});
export type Pod = z.infer<typeof podSchema>;

const listSchema = z.object({
  metadata: z.object({ continue: z.string().nullish() }).default({}),
  items: z.array(podSchema),
});

/** Lists the pods with these labels, including those that are ending. Throws `runner-refused` for more than 500. */
export async function listPods(cluster: Cluster, labelSelector: string, signal: AbortSignal): Promise<Pod[]> {
  const path = `${cluster.podsPath}${listQuery(labelSelector)}`;
  const { items, metadata } = await cluster.api.ask({ method: "GET", path, signal }, listSchema);
  if (metadata.continue)
    throw new AppError("runner-refused", `More than ${mostListed} pods bear the labels ${labelSelector}.`);
  return items;
}

/** Returns whether any part of the pod may still run: a pod that is ending counts until its containers have ended. */
export const isAlive = ({ status }: Pod) => status.phase !== "Succeeded" && status.phase !== "Failed";

/** Returns the container's state; null before the node has reported one. */
export function stateOf(pod: Pod, container: string) {
  return pod.status.containerStatuses?.find(({ name }) => name === container)?.state ?? null;
}

// Problems with these reasons do not pass soon by themselves.
const lasting = new Set([
  "ImagePullBackOff",
  "InvalidImageName",
  "ErrImageNeverPull",
  "CreateContainerConfigError",
  "CreateContainerError",
  "CrashLoopBackOff",
  "RunContainerError",
]);
const mostCharacters = 300;

/** Returns the cluster's text in a form that is safe to show. */
export const said = (text: string | null | undefined) => visibleText((text ?? "").slice(0, mostCharacters)).trim();

/** Returns why the pod does not start and won't soon; null if it still may. */
export function findLastingTrouble(pod: Pod): string | null {
  const { status } = pod;
  for (const { name, state } of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]) {
    const waiting = state?.waiting;
    if (waiting?.reason && lasting.has(waiting.reason))
      return `container ${said(name)} of pod ${said(pod.metadata.name)}: ${waiting.reason}${waiting.message ? `, ${said(waiting.message)}` : ""}`;
  }
  return null;
}

/** Returns why no node accepts the pod; null if one has. */
export function findSchedulingTrouble({ metadata, status }: Pod): string | null {
  const refused = status.conditions?.find(({ type, status: state }) => type === "PodScheduled" && state === "False");
  return refused ? `no node takes pod ${said(metadata.name)}: ${said(refused.message) || said(refused.reason)}` : null;
}
