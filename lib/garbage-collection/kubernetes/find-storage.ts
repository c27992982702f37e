import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { Cluster } from "./cluster";
import { volumesOf } from "./collector-job";
import { said } from "./pods";
import { type Container, findContainer, type Volume, type Workload } from "./workload";

const claimSchema = z.object({
  spec: z.object({ accessModes: z.array(z.string()).nullish() }),
  status: z.object({ phase: z.string().nullish() }).nullish(),
});
const named = z.object({ claimName: z.string() });

const refuse = (detail: string) => new AppError("not-configured", detail);
const objectStorage = /^REGISTRY_STORAGE_(S3|GCS|AZURE|OSS|SWIFT)(_|$)/;
const usualDirectory = "/var/lib/registry";

const variableOf = ({ env }: Container, name: string) => {
  const value = env?.find((variable) => variable.name === name)?.value;
  return typeof value === "string" ? value : null;
};

function findObjectStorage(container: Container): string | null {
  const variable = container.env?.find(({ name }) => objectStorage.test(name))?.name;
  const driver = variableOf(container, "REGISTRY_STORAGE") ?? objectStorage.exec(variable ?? "")?.[1];
  return driver && driver !== "filesystem" ? driver.toLowerCase() : null;
}

/** Finds the volume that holds the images; null if none is mounted there. */
function findVolume(container: Container, volumes: readonly Volume[]): Volume | null {
  const directory = variableOf(container, "REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY") ?? usualDirectory;
  const mounts = (container.volumeMounts ?? [])
    .filter(({ mountPath }) => `${directory}/`.startsWith(`${mountPath.replace(/\/$/, "")}/`))
    .sort((a, b) => b.mountPath.length - a.mountPath.length);
  return volumes.find(({ name }) => name === mounts[0]?.name) ?? null;
}

async function describeClaim(cluster: Cluster, { spec }: Workload, name: string, signal: AbortSignal): Promise<string> {
  const { api, pathIn, settings } = cluster;
  const path = pathIn("v1", `persistentvolumeclaims/${encodeURIComponent(name)}`);
  const claim = await api.ask({ method: "GET", path, signal }, claimSchema);
  const modes = claim.spec.accessModes ?? [];
  const title = `Its images lie in the claim ${said(name)} (${modes.map(said).join(", ")})`;
  if (claim.status?.phase !== "Bound") throw refuse(`${title}, which is not bound.`);
  if (modes.includes("ReadWriteMany") || settings.readOnly === "scale") return `${title}.`;
  if (modes.includes("ReadWriteOncePod"))
    throw refuse(`${title}: one pod at a time, so that no Job can read it beside the registry. Use readOnly: scale.`);
  const rolls = settings.workload.kind === "deployment" && spec.strategy?.type !== "Recreate";
  if (rolls)
    throw refuse(
      `${title}: one node at a time, and a new pod starts before the old one ends. On another node it waits for ever: set the Deployment's strategy to Recreate, or use readOnly: scale.`,
    );
  return `${title}: one node at a time, where the Job runs as well.`;
}

/**
 * Returns where the images lie. Throws `not-configured` if a Job can't collect them there, or not while the registry
 * runs.
 */
export async function findStorage(cluster: Cluster, workload: Workload, signal: AbortSignal): Promise<string> {
  const { container } = findContainer(cluster.settings, workload.spec.template.spec.containers);
  const driver = findObjectStorage(container);
  if (driver) return `Its images lie in an object storage (${said(driver)}).`;
  const volume = findVolume(container, volumesOf(cluster.settings, workload));
  if (!volume)
    throw refuse(
      "No volume is mounted where a registry keeps its images. If its configuration names another place, or an object storage, all is well; else they lie in the pod itself, and go with it.",
    );
  if (volume.emptyDir)
    throw refuse("Its images lie in an emptyDir: they go with its pod, and no Job can reach them. Give it a claim.");
  const claim = named.safeParse(volume.persistentVolumeClaim);
  if (claim.success) return describeClaim(cluster, workload, claim.data.claimName, signal);
  return `Its images lie in the volume ${said(volume.name)} (${Object.keys(volume)
    .filter((key) => key !== "name")
    .map(said)
    .join(", ")}).`;
}
