import "server-only";
import { configProblem } from "@/lib/catalog/config-problem";
import { readConfigBytes, readImageConfig } from "@/lib/catalog/read-image-config";
import type { ImageConfig, Manifest } from "@/lib/contract/manifests";
import { recordedDate } from "@/lib/oci/created-date";
import type { Descriptor } from "@/lib/oci/descriptor";
import { parseHelmChart } from "@/lib/oci/helm-chart";
import { mapHistory } from "@/lib/oci/history";
import { configPlatform, type OciImageConfig } from "@/lib/oci/image-config";
import { type ImageManifest, kindOf } from "@/lib/oci/manifest";
import { helmConfig } from "@/lib/oci/media-type";
import type { RegistryConnection } from "@/lib/registry/connection";

export type Contents = Pick<Manifest, "config" | "chart" | "layers" | "history" | "problems">;

export const emptyContents = {
  config: null,
  chart: null,
  layers: [],
  history: [],
  problems: [],
  selected: null,
} satisfies Contents & { selected: null };

/** Layers, config and history of one manifest that is no index. What can't be read is a problem, not an exception. */
export async function describeContents(
  connection: RegistryConnection,
  repository: string,
  manifest: ImageManifest,
): Promise<Contents> {
  const contents: Contents = { ...emptyContents, layers: manifest.layers.map((layer) => describeLayer(layer)) };
  try {
    if (manifest.config.mediaType === helmConfig) {
      const chart = parseHelmChart(await readConfigBytes(connection, repository, manifest.config));
      return { ...contents, chart };
    }
    if (kindOf(manifest) !== "image") return contents;
    return { ...contents, ...describeImage(manifest, await readImageConfig(connection, repository, manifest.config)) };
  } catch (error) {
    return { ...contents, problems: [configProblem(error, connection, repository, manifest.config.digest)] };
  }
}

function describeImage(manifest: ImageManifest, config: OciImageConfig): Partial<Contents> {
  const { steps } = mapHistory(config.history, manifest.layers);
  const byLayer = new Map(steps.flatMap((step) => (step.layer ? [[step.layer, step] as const] : [])));
  return {
    config: describeConfig(manifest, config),
    history: steps.map(({ created, ...step }) => ({ ...step, createdAt: recordedDate(created) })),
    layers: manifest.layers.map((layer) => {
      const step = byLayer.get(layer.digest);
      return describeLayer(layer, step?.createdBy ?? null, recordedDate(step?.created));
    }),
  };
}

function describeLayer(layer: Descriptor, createdBy: string | null = null, createdAt: string | null = null) {
  return {
    digest: layer.digest,
    mediaType: layer.mediaType,
    sizeBytes: layer.size,
    createdBy,
    createdAt,
    title: layer.annotations["org.opencontainers.image.title"] ?? null,
  };
}

function describeConfig(manifest: ImageManifest, config: OciImageConfig): ImageConfig {
  const runtime = config.config;
  return {
    digest: manifest.config.digest,
    mediaType: manifest.config.mediaType,
    platform: configPlatform(config),
    createdAt: recordedDate(manifest.annotations["org.opencontainers.image.created"] ?? config.created),
    author: config.author,
    env: runtime.Env,
    entrypoint: runtime.Entrypoint,
    cmd: runtime.Cmd,
    workingDir: runtime.WorkingDir,
    user: runtime.User,
    exposedPorts: runtime.ExposedPorts,
    volumes: runtime.Volumes,
    labels: runtime.Labels,
    stopSignal: runtime.StopSignal,
  };
}
