import "server-only";
import { z } from "zod";
import type { KubernetesCollector } from "@/lib/config/kubernetes-collector";
import { AppError } from "@/lib/errors/app-error";
import type { Cluster } from "./cluster";

const texts = z.record(z.string(), z.string()).nullish();
const words = z.array(z.string()).nullish();
const count = z.number().int().nonnegative().nullish();

const variableSchema = z.looseObject({ name: z.string() });
export type Variable = z.infer<typeof variableSchema>;

const mountSchema = z.looseObject({ name: z.string(), mountPath: z.string() });
export const containerSchema = z.looseObject({
  name: z.string(),
  image: z.string().nullish(),
  command: words,
  args: words,
  env: z.array(variableSchema).nullish(),
  volumeMounts: z.array(mountSchema).nullish(),
  ports: z.array(z.looseObject({ hostPort: count })).nullish(),
});
export type Container = z.infer<typeof containerSchema>;

const volumeSchema = z.looseObject({ name: z.string() });
export type Volume = z.infer<typeof volumeSchema>;

const podSpecSchema = z.looseObject({
  containers: z.array(containerSchema).min(1),
  initContainers: z.array(z.looseObject({ name: z.string() })).nullish(),
  volumes: z.array(volumeSchema).nullish(),
  hostNetwork: z.boolean().nullish(),
});

const selectorSchema = z.object({
  matchLabels: texts,
  matchExpressions: z.array(z.object({ key: z.string(), operator: z.string(), values: words })).nullish(),
});

const strategySchema = z.object({
  type: z.string().nullish(),
  rollingUpdate: z.object({ partition: count, maxSurge: z.union([z.string(), z.number()]).nullish() }).nullish(),
});

const workloadSchema = z.object({
  metadata: z.object({
    resourceVersion: z.string(),
    generation: z.number().int().default(0),
    labels: texts,
    annotations: texts,
  }),
  spec: z.object({
    replicas: z.number().int().nonnegative().default(1),
    paused: z.boolean().nullish(),
    selector: selectorSchema,
    strategy: strategySchema.nullish(),
    updateStrategy: strategySchema.nullish(),
    ordinals: z.object({ start: count }).nullish(),
    volumeClaimTemplates: z.array(z.object({ metadata: z.object({ name: z.string() }) })).nullish(),
    template: z.looseObject({
      metadata: z.looseObject({ labels: texts, annotations: texts }).nullish(),
      spec: podSpecSchema,
    }),
  }),
  status: z
    .object({
      observedGeneration: z.number().int().nullish(),
      replicas: count,
      updatedReplicas: count,
      availableReplicas: count,
      conditions: z.array(z.object({ type: z.string(), status: z.string(), reason: z.string().nullish() })).nullish(),
    })
    .default({}),
});

/** A Deployment or StatefulSet. */
export type Workload = z.infer<typeof workloadSchema>;

/** Reads the workload. Throws `runner-refused` if it doesn't exist. */
export function readWorkload({ api, workloadPath }: Cluster, signal: AbortSignal): Promise<Workload> {
  return api.ask({ method: "GET", path: workloadPath, signal }, workloadSchema);
}

/** Returns what the workload is called in sentences, after "the". */
export const titleOf = ({ workload }: KubernetesCollector) =>
  `${workload.kind === "deployment" ? "Deployment" : "StatefulSet"} ${workload.name}`;

/** Returns the registry's container and its index. Throws `not-configured` if it isn't clear which one is meant. */
export function findContainer(
  settings: Pick<KubernetesCollector, "workload" | "namespace" | "container">,
  containers: readonly Container[],
): { container: Container; index: number } {
  const { container: name } = settings;
  const index = name === null && containers.length === 1 ? 0 : containers.findIndex((each) => each.name === name);
  const container = containers[index];
  if (container) return { container, index };
  const names = containers.slice(0, 10).map((each) => each.name);
  throw new AppError(
    "not-configured",
    `${name === null ? "Say which container is the registry" : `There is no container ${name}`} (\`container\`): the workload has ${names.join(", ")}.`,
  );
}

/** Returns the workload's selector as a query for pods. Throws `runner-refused` if it selects none. */
export function selectorText({ spec }: Workload): string {
  const { matchLabels, matchExpressions } = spec.selector;
  const labels = Object.entries(matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (matchExpressions ?? []).map(({ key, operator, values }) => {
    if (operator === "Exists") return key;
    if (operator === "DoesNotExist") return `!${key}`;
    return `${key} ${operator === "In" ? "in" : "notin"} (${(values ?? []).join(",")})`;
  });
  const text = [...labels, ...expressions].join(",");
  if (text === "") throw new AppError("runner-refused", "The workload selects no pods.");
  return text;
}
