import { z } from "zod";
import { itemProblemSchema } from "./problem";
import { kindSchema } from "./tags";

const annotations = z.record(z.string(), z.string());

export const compressionSchema = z.enum(["uncompressed", "gzip", "zstd", "estargz", "zstd:chunked", "mixed"]);

export const platformEntrySchema = z.object({
  /** `linux/amd64`; null where the index doesn't say. */
  platform: z.string().nullable(),
  digest: z.string(),
  /** What to call it: as much of what follows as tells it from the others. */
  label: z.string(),
  /** A build cache lists blobs as an index lists manifests; of a type that the console doesn't know it may be either. */
  kind: z.enum(["manifest", "blob", "unknown"]),
  mediaType: z.string(),
  osVersion: z.string().nullable(),
  osFeatures: z.array(z.string()),
  compression: compressionSchema.nullable(),
  artifactType: z.string().nullable(),
  /** Compressed bytes; null where the manifest can't be read, or doesn't say them all. */
  sizeBytes: z.number().int().nullable(),
  attestation: z.boolean(),
  /** The manifest that an attestation is about. */
  attestationFor: z.string().nullable(),
  problem: itemProblemSchema.nullable(),
});

export const layerSchema = z.object({
  digest: z.string(),
  mediaType: z.string(),
  /** Null where neither the manifest says it nor the registry. */
  sizeBytes: z.number().int().nullable(),
  /** "asked": the manifest doesn't say it, or can't be right, and the registry was asked; null where it isn't known. */
  sizeFrom: z.enum(["manifest", "asked"]).nullable(),
  /** Whether the registry holds it; false: it is to be fetched from `urls`; null where that could not be asked. */
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
  /** The digest of the layer this step made; null for an empty step, or where the steps don't match the layers. */
  layer: z.string().nullable(),
  /** The place of that layer among `layers`, from 0: the same layer may stand there twice. */
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

/** What a Helm chart says of itself (the config of a chart is the JSON of its Chart.yaml). */
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
  /** The tag that was asked for, null when it was asked by digest. */
  tag: z.string().nullable(),
  digest: z.string(),
  mediaType: z.string(),
  kind: kindSchema,
  sizeBytes: z.number().int().nullable(),
  /** True where there is more than `sizeBytes`, as the size of a part isn't known. */
  sizeAtLeast: z.boolean(),
  annotations,
  subject: z.string().nullable(),
  artifactType: z.string().nullable(),
  /** The children of an index; empty for anything else. */
  platforms: z.array(platformEntrySchema),
  /** The child whose config, layers and history are shown; the manifest itself when it isn't an index. */
  selected: z.object({ digest: z.string(), platform: z.string().nullable() }).nullable(),
  config: imageConfigSchema.nullable(),
  chart: helmChartSchema.nullable(),
  layers: z.array(layerSchema),
  history: z.array(historyStepSchema),
  sameDigest: z.array(z.string()),
  /** What is broken: missing children, an unreadable config, history that doesn't match. */
  problems: z.array(itemProblemSchema),
  /** What in the manifest and its config is not as the specification has it, in plain words; it was read nevertheless. */
  oddities: z.array(z.string()),
  /** False where something that the manifest names could not be read. */
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
  /** Where it was found: the referrers API, the fallback tag, a cosign tag, or as a child of the index. */
  source: z.enum(["api", "fallback-tag", "cosign-tag", "index"]),
  tag: z.string().nullable(),
});
export type Referrer = z.infer<typeof referrerSchema>;

export const referrersSchema = z.object({ items: z.array(referrerSchema), problem: itemProblemSchema.nullable() });
export type Referrers = z.infer<typeof referrersSchema>;
