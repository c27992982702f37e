import "server-only";
import { readFile } from "node:fs/promises";
import type { KubernetesCollector } from "@/lib/config/kubernetes-collector";
import { AppError } from "@/lib/errors/app-error";
import { openService, type ServiceClient } from "@/lib/service-client/service-client";

/** How long operations may take, in milliseconds. */
export type Patience = {
  /** A rollout of the registry. */
  rolloutMs: number;
  /** A Job's container until it runs. */
  startMs: number;
  /** A Job's pod, once it was told to end. */
  endMs: number;
};

const usualPatience: Patience = { rolloutMs: 15 * 60_000, startMs: 5 * 60_000, endMs: 10 * 60_000 };

/** The API of a cluster, and the paths in it of one registry's objects. */
export type Cluster = {
  api: ServiceClient;
  settings: KubernetesCollector;
  patience: Patience;
  workloadPath: string;
  podsPath: string;
  jobsPath: string;
  /** Returns the path of a resource in that namespace, in a group such as `autoscaling/v2`. */
  pathIn(group: string, resource: string): string;
};

/** Opens the API for `work` and closes it afterwards. */
export async function withCluster<T>(
  settings: KubernetesCollector,
  patience: Partial<Patience>,
  work: (cluster: Cluster) => Promise<T>,
): Promise<T> {
  const { endpoint, namespace, workload, tokenFile } = settings;
  const advice = (status: number) => (status === 401 ? tokenAdvice(tokenFile) : null);
  const api = openService("Kubernetes", endpoint, () => authorization(tokenFile), advice);
  const pathIn = (group: string, resource: string) =>
    `/${group === "v1" ? "api" : "apis"}/${group}/namespaces/${namespace}/${resource}`;
  const cluster = {
    api,
    settings,
    pathIn,
    patience: { ...usualPatience, ...patience },
    workloadPath: pathIn("apps/v1", `${workload.kind}s/${workload.name}`),
    podsPath: pathIn("v1", "pods"),
    jobsPath: pathIn("batch/v1", "jobs"),
  };
  try {
    return await work(cluster);
  } finally {
    await api.close();
  }
}

const tokenAdvice = (tokenFile: string | null) =>
  tokenFile === null
    ? "Check the client certificate of this collector."
    : `The token in ${tokenFile} is not accepted: make a new one there, which needs no restart.`;

async function authorization(tokenFile: string | null): Promise<string | null> {
  if (tokenFile === null) return null;
  const token = await readFile(tokenFile, "utf8").catch((cause: unknown) => {
    throw new AppError("runner-unreachable", `The token for Kubernetes can't be read from ${tokenFile}.`, { cause });
  });
  if (token.trim() === "")
    throw new AppError("runner-unreachable", `The token for Kubernetes is missing: ${tokenFile} is empty.`);
  return `Bearer ${token.trim()}`;
}

/** Returns the query for the objects with these labels; more than 500 are not looked at, and refused. */
export const listQuery = (labelSelector: string) =>
  `?${new URLSearchParams({ labelSelector, limit: String(mostListed) })}`;
export const mostListed = 500;
