import "server-only";
import { dockerConfig, dockerManifest, ociConfig, ociManifest } from "@/lib/oci/media-type";
import type { Platform } from "@/lib/oci/platform";
import type { Layer } from "./layer";
import { descriptorOf, makeBlob, makeManifest, type SampleManifest } from "./sample";

/** One line of a Dockerfile as a builder records it, with the layer it made, if any. */
export type BuildStep = { created: string; createdBy: string; comment?: string; layer?: Layer };

export type ImageContent = {
  platform: Platform;
  created: string;
  steps: BuildStep[];
  /** The part of the config that a runtime reads. */
  run: Record<string, unknown>;
  author?: string;
  annotations?: Record<string, string>;
  flavour?: "oci" | "docker";
};

export const buildkit = "buildkit.dockerfile.v0";

/**
 * Makes a container image: the history names each step, and the steps with a layer make the layers (image-spec,
 * config.md).
 */
export function makeImage({
  platform,
  created,
  steps,
  run,
  author,
  annotations,
  flavour,
}: ImageContent): SampleManifest {
  const layers = steps.flatMap((step) => step.layer ?? []);
  const types = flavour === "docker" ? [dockerManifest, dockerConfig] : [ociManifest, ociConfig];
  const config = makeBlob(
    types[1] ?? "",
    JSON.stringify({
      architecture: platform.architecture,
      ...(platform.variant ? { variant: platform.variant } : {}),
      os: platform.os,
      ...(author ? { author } : {}),
      created,
      config: run,
      rootfs: { type: "layers", diff_ids: layers.map((layer) => layer.diffId) },
      history: steps.map((step) => ({
        created: step.created,
        created_by: step.createdBy,
        ...(step.comment ? { comment: step.comment } : {}),
        ...(step.layer ? {} : { empty_layer: true }),
      })),
    }),
  );
  return makeManifest(
    {
      mediaType: types[0] ?? "",
      config: descriptorOf(config),
      layers: layers.map(descriptorOf),
      ...(annotations ? { annotations } : {}),
    },
    { blobs: [config, ...layers] },
  );
}
