import "server-only";
import { z } from "zod";
import type { SetUpFinding } from "@/lib/contract/garbage-collection";
import { AppError } from "@/lib/errors/app-error";
import { notLookedAt, setUpFinding } from "@/lib/garbage-collection/runner/set-up-finding";
import { requireChangeable } from "./close-registry";
import type { Cluster } from "./cluster";
import { findCommand } from "./collector-command";
import { collectorJob } from "./collector-job";
import { findStorage } from "./find-storage";
import { findMark } from "./mark";
import { said } from "./pods";
import { neededRights, type Right } from "./rights";
import { findContainer, readWorkload, titleOf, type Workload } from "./workload";

const versionSchema = z.object({ gitVersion: z.string().max(100) });
const reviewSchema = z.object({ status: z.object({ allowed: z.boolean() }) });

const kind = { dryRun: false, removeUntagged: false };

async function isAllowed({ api, settings }: Cluster, right: Right, signal: AbortSignal): Promise<boolean> {
  const [resource, subresource] = right.resource.split("/");
  const { group, verb, name } = right;
  const resourceAttributes = { namespace: settings.namespace, group, resource, subresource, verb, name };
  const json = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes },
  };
  const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
  return (await api.ask({ method: "POST", path, json, signal }, reviewSchema)).status.allowed;
}

async function lookAtRights(cluster: Cluster, signal: AbortSignal): Promise<string> {
  const { namespace } = cluster.settings;
  const rights = neededRights(cluster.settings);
  const allowed = await Promise.all(rights.map((right) => isAllowed(cluster, right, signal)));
  const missing = rights
    .filter((_right, index) => !allowed[index])
    .map(({ verb, resource, name }) => `${verb} ${resource}${name === undefined ? "" : ` named ${name}`}`);
  if (missing.length === 0) return `The console may do in ${namespace} all that a collection needs.`;
  throw new AppError(
    "runner-refused",
    `In ${namespace} the console may not ${missing.join(", ")}. Apply the role of the set-up lines, with these names: what it allows for the workload it allows for that name alone.`,
  );
}

const keepers: [title: string, prefix: string][] = [
  ["Argo CD", "argocd.argoproj.io/"],
  ["Flux", "kustomize.toolkit.fluxcd.io/"],
  ["Flux", "helm.toolkit.fluxcd.io/"],
];

/**
 * Finds the tool that keeps the workload as its source says, and may undo the read-only switch in the middle of a
 * collection.
 */
function findKeeper({ metadata }: Workload): string | null {
  const names = Object.keys({ ...metadata.labels, ...metadata.annotations });
  return keepers.find(([, prefix]) => names.some((name) => name.startsWith(prefix)))?.[0] ?? null;
}

async function lookAtWorkload(cluster: Cluster, workload: Workload, signal: AbortSignal): Promise<string> {
  const { settings } = cluster;
  const { container } = findContainer(settings, workload.spec.template.spec.containers);
  const mark = findMark(workload);
  if (!mark) await requireChangeable(cluster, workload, signal);
  const count = mark?.by === "scale" ? mark.replicas : workload.spec.replicas;
  const now = mark ? " A collection has it now." : "";
  return `The ${titleOf(settings)} runs ${said(container.image)} in ${count === 1 ? "one pod" : `${count} pods`}.${now}`;
}

function lookAtCommand({ settings }: Cluster, workload: Workload): string {
  const { container } = findContainer(settings, workload.spec.template.spec.containers);
  const job = collectorJob(settings, workload, { runId: "check", kind, node: null });
  const { guessed } = findCommand(container, settings);
  const text = job.argv.map(said).join(" ");
  return guessed && !settings.jobTemplate
    ? `The collector is called as ${text}: nothing in the workload says where its configuration is, so set \`config\` if it is elsewhere.`
    : `The collector is called as ${text}.`;
}

function keeperFinding(settings: Cluster["settings"], workload: Workload): SetUpFinding[] {
  const keeper = findKeeper(workload);
  if (!keeper) return [];
  const field = settings.readOnly === "scale" ? "its replicas" : "REGISTRY_STORAGE_MAINTENANCE_READONLY";
  const detail = `${keeper} keeps the ${titleOf(settings)} as its source says. Have it ignore ${field}, or it may take back what a collection needs; the collection then stops.`;
  return [{ name: "source", state: "unknown", detail }];
}

/** A new pod can't start beside the old one if both need a port of the node. */
function rolloutFinding(settings: Cluster["settings"], { spec }: Workload): SetUpFinding[] {
  const { hostNetwork, containers } = spec.template.spec;
  const wantsPort = hostNetwork === true || containers.some(({ ports }) => ports?.some(({ hostPort }) => hostPort));
  const isRolling =
    settings.workload.kind === "deployment" && (spec.strategy?.type ?? "RollingUpdate") === "RollingUpdate";
  const hasSurge = !/^0%?$/.test(String(spec.strategy?.rollingUpdate?.maxSurge ?? 1));
  if (settings.readOnly !== "switch" || !wantsPort || !isRolling || !hasSurge) return [];
  const detail =
    "Its pod takes a port of its node, so a new one beside it needs another node to be rolled out on. Where there is none, set strategy Recreate, or readOnly: scale.";
  return [{ name: "rollout", state: "unknown", detail }];
}

/**
 * Checks whether the API answers, what the console may do there, and whether the workload can be collected as it is.
 */
export async function inspectKubernetes(cluster: Cluster, signal: AbortSignal): Promise<SetUpFinding[]> {
  const { api } = cluster;
  const reached = await setUpFinding("Kubernetes", async () => {
    const { gitVersion } = await api.ask({ method: "GET", path: "/version", signal }, versionSchema);
    return `It is Kubernetes ${said(gitVersion)}.`;
  });
  if (reached.state !== "ok") return [reached, ...["rights", "workload", "storage", "collector"].map(notLookedAt)];
  const rights = await setUpFinding("rights", () => lookAtRights(cluster, signal));
  let workload: Workload | null = null;
  const found = await setUpFinding("workload", async () => {
    workload = await readWorkload(cluster, signal);
    return lookAtWorkload(cluster, workload, signal);
  });
  if (!workload) return [reached, rights, found];
  const seen: Workload = workload;
  const rest = [
    await setUpFinding("storage", () => findStorage(cluster, seen, signal)),
    await setUpFinding("collector", async () => lookAtCommand(cluster, seen)),
  ];
  return [
    reached,
    rights,
    found,
    ...rest,
    ...rolloutFinding(cluster.settings, seen),
    ...keeperFinding(cluster.settings, seen),
  ];
}
