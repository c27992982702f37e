import "server-only";
import { configProblem } from "@/lib/catalog/reading/config-problem";
import { readConfigBytes, readImageConfig } from "@/lib/catalog/reading/read-image-config";
import type { ImageConfig, Manifest } from "@/lib/contract/manifests";
import { recordedDate } from "@/lib/oci/created-date";
import type { Descriptor } from "@/lib/oci/descriptor";
import { parseHelmChart } from "@/lib/oci/helm-chart";
import { mapHistory } from "@/lib/oci/history";
import { configPlatform, type OciImageConfig } from "@/lib/oci/image-config";
import { type ImageManifest, kindOf, storedBlobs } from "@/lib/oci/manifest";
import { helmConfig } from "@/lib/oci/media-type";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findLayerFacts, type LayerFacts } from "./find-layer-facts";

export type Contents = Pick<
  Manifest,
  "config" | "chart" | "layers" | "history" | "problems" | "oddities" | "complete" | "sizeBytes" | "sizeAtLeast"
>;

export const emptyContents = {
  config: null,
  chart: null,
  layers: [],
  history: [],
  problems: [],
  oddities: [],
  complete: true,
  sizeBytes: null,
  sizeAtLeast: false,
  selected: null,
} satisfies Contents & { selected: null };

/**
 * Returns layers, config and history of one manifest that is no image index. A part that can't be read becomes a
 * problem, not an exception.
 */
export async function describeContents(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  manifest: ImageManifest,
): Promise<Contents> {
  const facts = await findLayerFacts(connection, repository, digest, manifest);
  const { oddities, complete, config } = manifest;
  const contents: Contents = {
    ...emptyContents,
    oddities,
    complete,
    ...measure(manifest, facts),
    layers: manifest.layers.map((layer) => describeLayer(layer, facts)),
  };
  if (config === null) return contents;
  try {
    if (config.mediaType === helmConfig) {
      const { oddities: odd, ...chart } = parseHelmChart(await readConfigBytes(connection, repository, config));
      return { ...contents, chart, oddities: [...oddities, ...inConfig(odd)] };
    }
    if (kindOf(manifest) !== "image") return contents;
    const read = await readImageConfig(connection, repository, config);
    return {
      ...contents,
      ...describeImage(manifest, config, read, facts),
      oddities: [...oddities, ...inConfig(read.oddities)],
    };
  } catch (error) {
    return { ...contents, problems: [configProblem(error, connection, repository, config.digest)] };
  }
}

const inConfig = (oddities: readonly string[]) => oddities.map((oddity) => `In the config: ${oddity}`);

function measure(manifest: ImageManifest, { stored, sizes }: LayerFacts): Pick<Contents, "sizeBytes" | "sizeAtLeast"> {
  const known = storedBlobs(manifest, stored).map(({ digest, size }) => size ?? sizes.get(digest) ?? null);
  const sizeBytes = known.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  return { sizeBytes, sizeAtLeast: known.includes(null) };
}

function describeImage(
  manifest: ImageManifest,
  descriptor: Descriptor,
  config: OciImageConfig,
  facts: LayerFacts,
): Partial<Contents> {
  const { steps } = mapHistory(config.history, manifest.layers);
  const made = new Map(steps.map((step) => [step.layerIndex, step]));
  return {
    config: describeConfig(manifest, descriptor, config),
    history: steps.map(({ created, ...step }) => ({ ...step, createdAt: recordedDate(created) })),
    layers: manifest.layers.map((layer, at) => {
      const step = made.get(at);
      return {
        ...describeLayer(layer, facts),
        createdBy: step?.createdBy ?? null,
        createdAt: recordedDate(step?.created),
      };
    }),
  };
}

function describeLayer(layer: Descriptor, { stored, elsewhere, sizes }: LayerFacts): Manifest["layers"][number] {
  const { digest, mediaType, size, urls } = layer;
  const asked = sizes.get(digest) ?? null;
  const isHere = elsewhere.has(digest) ? false : urls.length === 0 || stored.has(digest) ? true : null;
  return {
    digest,
    mediaType,
    urls,
    sizeBytes: size ?? asked,
    sizeFrom: size !== null ? "manifest" : asked !== null ? "asked" : null,
    stored: isHere,
    createdBy: null,
    createdAt: null,
    title: layer.annotations["org.opencontainers.image.title"] ?? null,
  };
}

/**
 * Returns the blobs that an image index lists as its children, such as those of a build cache, in the form of layers.
 */
export function describeBlobs(blobs: readonly Descriptor[], sizes: ReadonlyMap<string, number>): Manifest["layers"] {
  return blobs.map((blob) => describeLayer(blob, { stored: new Set(), elsewhere: new Set(), sizes }));
}

function describeConfig(manifest: ImageManifest, descriptor: Descriptor, config: OciImageConfig): ImageConfig {
  const runtime = config.config;
  return {
    digest: descriptor.digest,
    mediaType: descriptor.mediaType,
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
