import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { annotationsSchema, type Descriptor, descriptorSchema } from "./descriptor";
import { isImageConfigType, isIndexType, isManifestType, isSchema1Type, ociEmpty } from "./media-type";
import { parseJson } from "./parse-json";

const common = {
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  artifactType: z.string().max(500).optional(),
  annotations: annotationsSchema,
  subject: descriptorSchema.nullish(),
};

const imageManifestSchema = z.object({
  ...common,
  config: descriptorSchema,
  layers: z
    .array(descriptorSchema)
    .max(10_000)
    .nullish()
    .transform((value) => value ?? []),
  manifests: z.never("both layers and manifests").optional(),
});

const indexSchema = z.object({
  ...common,
  manifests: z
    .array(descriptorSchema)
    .max(1_000)
    .nullish()
    .transform((value) => value ?? []),
  layers: z.never("both layers and manifests").optional(),
});

type Read = {
  mediaType: string;
  /** False where something that it names could not be read: then what it uses is not fully known. */
  complete: boolean;
};
export type ImageManifest = z.output<typeof imageManifestSchema> & Read & { type: "manifest" };
export type ImageIndex = z.output<typeof indexSchema> & Read & { type: "index" };
export type AnyManifest = ImageManifest | ImageIndex;

/**
 * Parses a manifest or an index by the media type it was served with (image-spec, manifest.md and image-index.md).
 * Throws `manifest-unsupported` for schema 1 and unknown types, `registry-bad-response` for a broken or ambiguous one.
 */
export function parseManifest(bytes: Uint8Array, mediaType: string): AnyManifest {
  if (isSchema1Type(mediaType))
    throw new AppError(
      "manifest-unsupported",
      "This is a Docker schema 1 manifest, a format of 2015 that today's tools no longer read. Push the image again with a current client.",
    );
  const json = parseJson(bytes, "The manifest");
  const read = { mediaType, complete: true };
  if (isManifestType(mediaType)) return { ...parse(imageManifestSchema, json, mediaType), ...read, type: "manifest" };
  if (isIndexType(mediaType)) return { ...parse(indexSchema, json, mediaType), ...read, type: "index" };
  throw new AppError("manifest-unsupported", `The console doesn't know manifests of type ${mediaType.slice(0, 200)}.`);
}

function parse<T extends z.ZodType<{ mediaType?: string | undefined }>>(
  schema: T,
  json: unknown,
  mediaType: string,
): z.output<T> {
  const result = schema.safeParse(json);
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = issue?.path.join(".") || "the document";
    throw new AppError("registry-bad-response", `The manifest is not valid at ${place}: ${issue?.message}.`);
  }
  const declared = result.data.mediaType;
  if (declared !== undefined && declared !== mediaType)
    throw new AppError("registry-bad-response", "The manifest names another media type than the registry does.");
  return result.data;
}

/** What the console calls it: a container image, an index of images, or another artifact. */
export function kindOf(manifest: AnyManifest): "image" | "index" | "artifact" {
  if (manifest.type === "index") return "index";
  return isImageConfigType(manifest.config.mediaType) && !manifest.artifactType ? "image" : "artifact";
}

/** The artifact type: `artifactType`, else the config's media type (image-spec, manifest.md); null for images. */
export function artifactTypeOf(manifest: AnyManifest): string | null {
  if (manifest.artifactType) return manifest.artifactType;
  if (manifest.type === "index" || kindOf(manifest) === "image") return null;
  const configType = manifest.config.mediaType;
  return configType === ociEmpty ? null : configType;
}

/** The blobs that a registry holds for a manifest, each once; layers fetched from elsewhere (`urls`) are left out. */
export function storedBlobs(manifest: ImageManifest): Descriptor[] {
  const all = [manifest.config, ...manifest.layers.filter((layer) => !layer.urls?.length)];
  return [...new Map(all.map((blob) => [blob.digest, blob])).values()];
}

/** Compressed size in bytes: config and layers, each digest counted once. */
export function compressedSizeBytes(manifest: ImageManifest): number {
  return storedBlobs(manifest).reduce((sum, blob) => sum + blob.size, 0);
}
