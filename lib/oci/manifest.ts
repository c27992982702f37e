import { AppError } from "@/lib/errors/app-error";
import { type Descriptor, readDescriptor } from "./descriptor";
import { FieldReader, isObject, Oddities, typeName } from "./field-reader";
import { isImageConfigType, isIndexType, isManifestType, isSchema1Type } from "./media-type";
import { parseJson } from "./parse-json";

type Read = {
  mediaType: string;
  artifactType: string | null;
  annotations: Record<string, string>;
  /** The manifest it refers to. */
  subject: Descriptor | null;
  /** False if anything that it names could not be read: then what it uses is not fully known. */
  complete: boolean;
  /** Where it deviates from the specification, in plain words. */
  oddities: string[];
};
export type ImageManifest = Read & { type: "manifest"; config: Descriptor | null; layers: Descriptor[] };
export type ImageIndex = Read & { type: "index"; manifests: Descriptor[] };
export type AnyManifest = ImageManifest | ImageIndex;

const mostLayers = 10_000;
const mostChildren = 10_000;

/**
 * Reads a manifest or an index by the media type it was served with (image-spec, manifest.md and image-index.md), field
 * by field. Odd values are listed, and `complete` is false if anything it names can't be read. Throws
 * `manifest-unsupported` for schema 1 and unknown types, and `registry-bad-response` if it is no JSON object or is
 * ambiguous.
 */
export function parseManifest(bytes: Uint8Array, mediaType: string): AnyManifest {
  if (isSchema1Type(mediaType))
    throw new AppError(
      "manifest-unsupported",
      "This is a Docker schema 1 manifest, a format of 2015 that current tools no longer read. Push the image again with a current client.",
    );
  const json = parseJson(bytes, "The manifest");
  const isManifest = isManifestType(mediaType);
  if (!isManifest && !isIndexType(mediaType))
    throw new AppError(
      "manifest-unsupported",
      `The console doesn't know manifests of type ${mediaType.slice(0, 200)}.`,
    );
  if (!isObject(json)) throw new AppError("registry-bad-response", "The manifest is not a JSON object.");
  requireUnambiguous(json, mediaType);
  const oddities = new Oddities();
  const fields = new FieldReader(json, oddities);
  if (json.schemaVersion !== 2) fields.note("schemaVersion", schemaOddity(json.schemaVersion));
  return isManifest ? readManifest(fields, mediaType) : readIndex(fields, mediaType);
}

function requireUnambiguous(json: Record<string, unknown>, mediaType: string): void {
  const { mediaType: declared } = json;
  if (typeof declared === "string" && declared !== "" && declared !== mediaType)
    throw new AppError(
      "registry-bad-response",
      "The media type in the manifest differs from the one that the registry reports.",
    );
  const other = isManifestType(mediaType) ? "manifests" : "layers";
  if (json[other] !== undefined && json[other] !== null)
    throw new AppError("registry-bad-response", "The manifest has both layers and manifests.");
}

function schemaOddity(version: unknown): string {
  return typeof version === "number" ? `is ${version}` : `is ${typeName(version)}`;
}

function readManifest(fields: FieldReader, mediaType: string): ImageManifest {
  const common = readCommon(fields, mediaType);
  const config = readDescriptor(fields.raw("config"), "config", fields.oddities);
  const layers = readDescriptors(fields, "layers", mostLayers);
  const complete = common.complete && config !== null && layers.complete;
  return { ...common, complete, type: "manifest", config, layers: layers.descriptors };
}

function readIndex(fields: FieldReader, mediaType: string): ImageIndex {
  const common = readCommon(fields, mediaType);
  const { descriptors, complete } = readDescriptors(fields, "manifests", mostChildren);
  return { ...common, complete: common.complete && complete, type: "index", manifests: descriptors };
}

function readCommon(fields: FieldReader, mediaType: string): Read {
  const named = fields.raw("subject") ?? null;
  if (typeof fields.raw("mediaType") !== "string") fields.text("mediaType");
  const subject = named === null ? null : readDescriptor(named, "subject", fields.oddities);
  return {
    mediaType,
    artifactType: fields.text("artifactType", 500),
    annotations: fields.record("annotations"),
    subject,
    complete: named === null || subject !== null,
    oddities: fields.oddities.found,
  };
}

function readDescriptors(fields: FieldReader, name: string, most: number) {
  const list = fields.list(name, most);
  const descriptors = (list ?? []).flatMap(({ item, place }) => readDescriptor(item, place, fields.oddities) ?? []);
  const raw = fields.raw(name);
  const named = Array.isArray(raw) ? raw.length : 0;
  return { descriptors, complete: list !== null && descriptors.length === named };
}

/** Returns the console's name for it: a container image, an index of images, or another artifact. */
export function kindOf(manifest: AnyManifest): "image" | "index" | "artifact" {
  if (manifest.type === "index") return "index";
  return isImageConfigType(manifest.config?.mediaType ?? "") && !manifest.artifactType ? "image" : "artifact";
}

/**
 * Returns the blobs that a registry holds for a manifest, each once. Only a request can tell whether the registry holds
 * a layer that can be fetched from elsewhere (`urls`): such a layer counts if its digest is in `stored`.
 */
export function storedBlobs(manifest: ImageManifest, stored: ReadonlySet<string> = new Set()): Descriptor[] {
  const layers = manifest.layers.filter((layer) => layer.urls.length === 0 || stored.has(layer.digest));
  const all = manifest.config ? [manifest.config, ...layers] : layers;
  return eachOnce(all);
}

/** Returns the compressed size in bytes of config and layers. Counts each digest once, and skips unknown sizes. */
export function compressedSizeBytes(manifest: ImageManifest, stored?: ReadonlySet<string>): number {
  return storedBlobs(manifest, stored).reduce((sum, blob) => sum + (blob.size ?? 0), 0);
}

/** Returns the size of these blobs in bytes, counting each digest once; null if one size is unknown. */
export function knownSizeBytes(blobs: readonly Descriptor[]): number | null {
  const sizes = eachOnce(blobs).map(({ size }) => size);
  return sizes.some((size) => size === null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

// The content of a digest has one size: a descriptor with a size is preferred to one without.
function eachOnce(blobs: readonly Descriptor[]): Descriptor[] {
  const once = new Map<string, Descriptor>();
  for (const blob of blobs) if ((once.get(blob.digest)?.size ?? null) === null) once.set(blob.digest, blob);
  return [...once.values()];
}
