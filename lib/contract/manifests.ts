import { z } from "zod";
import { itemProblemSchema } from "./problem";
import { kindSchema } from "./tags";

const annotations = z.record(z.string(), z.string());

export const compressionSchema = z.enum(["uncompressed", "gzip", "zstd", "estargz", "zstd:chunked", "mixed"]);

export const platformEntrySchema = z.object({
  /** `linux/amd64`; null if the image index doesn't say. */
  platform: z.string().nullable(),
  digest: z.string(),
  /** A name for the child: as many of the following values as distinguish it from the others. */
  label: z.string(),
  /** What the child is. In a build cache it is a blob; `unknown`: the console doesn't know the media type. */
  kind: z.enum(["manifest", "blob", "unknown"]),
  mediaType: z.string(),
  osVersion: z.string().nullable(),
  osFeatures: z.array(z.string()),
  compression: compressionSchema.nullable(),
  artifactType: z.string().nullable(),
  /** Compressed bytes; null if the manifest can't be read, or doesn't give all sizes. */
  sizeBytes: z.number().int().nullable(),
  attestation: z.boolean(),
  /** The manifest that an attestation is about. */
  attestationFor: z.string().nullable(),
  problem: itemProblemSchema.nullable(),
});

export const layerSchema = z.object({
  digest: z.string(),
  mediaType: z.string(),
  /** Null if neither the manifest nor the registry gives it. */
  sizeBytes: z.number().int().nullable(),
  /**
   * "asked": the manifest doesn't give the size, or gives an impossible one, and the registry was asked; null if
   * unknown.
   */
  sizeFrom: z.enum(["manifest", "asked"]).nullable(),
  /**
   * Whether the registry holds the layer; false: it must be fetched from `urls`; null if the registry could not be
   * asked.
   */
  stored: z.boolean().nullable(),
  urls: z.array(z.string()),
  createdBy: z.string().nullable(),
  createdAt: z.string().nullable(),
  /** `org.opencontainers.image.title`, the file name of an artifact's layer. */
  title: z.string().nullable(),
});

export const historyStepSchema = z.object({
  createdBy: z.string(),
  createdAt: z.string().nullable(),
  empty: z.boolean(),
  /** The digest of the layer that this step made; null for an empty step, or if the steps don't match the layers. */
  layer: z.string().nullable(),
  /** The place of that layer in `layers`, from 0: the same layer may occur twice. */
  layerIndex: z.number().int().nullable(),
});

export const imageConfigSchema = z.object({
  digest: z.string(),
  mediaType: z.string(),
  platform: z.string().nullable(),
  createdAt: z.string().nullable(),
  author: z.string().nullable(),
  env: z.array(z.string()),
  entrypoint: z.array(z.string()),
  cmd: z.array(z.string()),
  workingDir: z.string().nullable(),
  user: z.string().nullable(),
  exposedPorts: z.array(z.string()),
  volumes: z.array(z.string()),
  labels: annotations,
  stopSignal: z.string().nullable(),
});
export type ImageConfig = z.infer<typeof imageConfigSchema>;

/** What a Helm chart says about itself (the config of a chart is the JSON of its Chart.yaml). */
export const helmChartSchema = z.object({
  name: z.string(),
  version: z.string(),
  appVersion: z.string().nullable(),
  description: z.string().nullable(),
  home: z.string().nullable(),
  keywords: z.array(z.string()),
  maintainers: z.array(z.string()),
  dependencies: z.array(z.object({ name: z.string(), version: z.string(), repository: z.string().nullable() })),
});

export const manifestSchema = z.object({
  registry: z.string(),
  repository: z.string(),
  /** The requested tag; null if the manifest was requested by digest. */
  tag: z.string().nullable(),
  digest: z.string(),
  mediaType: z.string(),
  kind: kindSchema,
  sizeBytes: z.number().int().nullable(),
  /** True if the size is larger than `sizeBytes`, because the size of a part is unknown. */
  sizeAtLeast: z.boolean(),
  annotations,
  subject: z.string().nullable(),
  artifactType: z.string().nullable(),
  /** The children of an image index; empty for anything else. */
  platforms: z.array(platformEntrySchema),
  /**
   * The child whose config, layers and history are shown; the manifest itself if it isn't an image index. Null if the
   * image index lists no image.
   */
  selected: z.object({ digest: z.string(), platform: z.string().nullable() }).nullable(),
  config: imageConfigSchema.nullable(),
  chart: helmChartSchema.nullable(),
  layers: z.array(layerSchema),
  history: z.array(historyStepSchema),
  sameDigest: z.array(z.string()),
  /** What is broken: missing children, an unreadable config, history that doesn't match. */
  problems: z.array(itemProblemSchema),
  /** Deviations of the manifest and its config from the specification, in plain words; they were read nevertheless. */
  oddities: z.array(z.string()),
  /** False if something that the manifest names could not be read. */
  complete: z.boolean(),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const manifestQuerySchema = z.object({ platform: z.string().max(200).optional() });

export const referrerSchema = z.object({
  digest: z.string(),
  artifactType: z.string().nullable(),
  mediaType: z.string(),
  sizeBytes: z.number().int().nullable(),
  createdAt: z.string().nullable(),
  annotations,
  group: z.enum(["signature", "sbom", "attestation", "other"]),
  /** Where it was found: the referrers API, the fallback tag, a cosign tag, or as a child of the image index. */
  source: z.enum(["api", "fallback-tag", "cosign-tag", "index"]),
  tag: z.string().nullable(),
});
export type Referrer = z.infer<typeof referrerSchema>;

export const referrersSchema = z.object({ items: z.array(referrerSchema), problem: itemProblemSchema.nullable() });
export type Referrers = z.infer<typeof referrersSchema>;
