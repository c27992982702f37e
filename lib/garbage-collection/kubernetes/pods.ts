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

/** The pods with these labels, those that are ending among them. */
export async function listPods(cluster: Cluster, labelSelector: string, signal: AbortSignal): Promise<Pod[]> {
  const path = `${cluster.podsPath}${listQuery(labelSelector)}`;
  const { items, metadata } = await cluster.api.ask({ method: "GET", path, signal }, listSchema);
  if (metadata.continue)
    throw new AppError("runner-refused", `More than ${mostListed} pods bear the labels ${labelSelector}.`);
  return items;
}

/** Whether anything of it may still be at work: a pod that is ending is, until its containers have ended. */
export const isAlive = ({ status }: Pod) => status.phase !== "Succeeded" && status.phase !== "Failed";

/** What the container does; null before the node has said anything of it. */
export function stateOf(pod: Pod, container: string) {
  return pod.status.containerStatuses?.find(({ name }) => name === container)?.state ?? null;
}

// What these mean does not pass by itself soon.
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

/** What the cluster says, safe to show. */
export const said = (text: string | null | undefined) => visibleText((text ?? "").slice(0, mostCharacters)).trim();

/** Why the pod does not start and won't; null where it may still. */
export function findLastingTrouble(pod: Pod): string | null {
  const { status } = pod;
  for (const { name, state } of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]) {
    const waiting = state?.waiting;
    if (waiting?.reason && lasting.has(waiting.reason))
      return `container ${said(name)} of pod ${said(pod.metadata.name)}: ${waiting.reason}${waiting.message ? `, ${said(waiting.message)}` : ""}`;
  }
  return null;
}

/** Why no node takes the pod; null where one has. */
export function findSchedulingTrouble({ metadata, status }: Pod): string | null {
  const refused = status.conditions?.find(({ type, status: state }) => type === "PodScheduled" && state === "False");
  return refused ? `no node takes pod ${said(metadata.name)}: ${said(refused.message) || said(refused.reason)}` : null;
}
