import { z } from "zod";
import { isDigest } from "./digest";

export const digestSchema = z.string().refine(isDigest, "not a digest");

export const annotationsSchema = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});

export const platformSchema = z.object({
  architecture: z.string().max(200),
  os: z.string().max(200),
  variant: z.string().max(200).optional(),
  "os.version": z.string().max(200).optional(),
});

/** An OCI descriptor (image-spec, descriptor.md). */
export const descriptorSchema = z.object({
  mediaType: z.string().max(500),
  digest: digestSchema,
  size: z.number().int().nonnegative(),
  annotations: annotationsSchema,
  platform: platformSchema.nullish().transform((value) => value ?? undefined),
  artifactType: z.string().max(500).optional(),
  urls: z.array(z.string()).nullish(),
});
export type Descriptor = z.output<typeof descriptorSchema>;
