import "server-only";
import type { ItemProblem } from "@/lib/contract/problem";
import type { Tag } from "@/lib/contract/tags";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { problemOf } from "@/lib/errors/problem";
import { artifactTypeOf } from "@/lib/oci/artifact-type";
import { attestedDigest } from "@/lib/oci/attestation";
import { recordedDate } from "@/lib/oci/created-date";
import type { Descriptor } from "@/lib/oci/descriptor";
import { configPlatform, type OciImageConfig } from "@/lib/oci/image-config";
import { childBlobs, childKind, childManifests } from "@/lib/oci/index-children";
import { type ImageIndex, type ImageManifest, kindOf, knownSizeBytes, storedBlobs } from "@/lib/oci/manifest";
import { isIndexType } from "@/lib/oci/media-type";
import { formatPlatform } from "@/lib/oci/platform";
import type { RegistryConnection } from "@/lib/registry/connection";
import { hasBlob } from "@/lib/registry/has-blob";
import { keepParts } from "@/lib/registry-index/contents/kept-parts";
import { joinLabels, type Label, toLabels } from "@/lib/registry-index/labels/labels";
import { findStoredLayers, layersWithUrls } from "@/lib/registry-index/questions/find-stored-layers";
import { writeLater } from "@/lib/registry-index/writing/write-behind";
import { configProblem } from "./config-problem";
import { itemProblem } from "./item-problem";
import { readImageConfig } from "./read-image-config";
import { readManifest, type StoredManifest } from "./read-manifest";

export type TagDetails = Pick<
  Tag,
  "mediaType" | "kind" | "artifactType" | "platforms" | "missingPlatforms" | "sizeBytes" | "minSizeBytes" | "createdAt"
> & {
  problem: ItemProblem | null;
  /** Every manifest that this one lists, at any depth, without itself. */
  children: string[];
  /** False if one of them can't be read, so that what it lists is unknown. */
  childrenKnown: boolean;
  /** The children that attest another child; they are not read here. */
  attestations: string[];
  /** The digest of the manifest's `subject`, if it has one. */
  subject: string | null;
  /** The number of manifests that an image index lists directly. */
  entries: number;
  /** Labels and annotations by which the manifest can be found, including those of an image index's platforms. */
  labels: Label[];
};

const maxNesting = 4;
const maxEntries = 10_000;
const createdAnnotation = "org.opencontainers.image.created";

/**
 * Returns what the tags table shows about a manifest, given by its digest or as it was just read. With `present` the
 * registry is asked whether it still has the configs, and the manifests of an image index, that are known. Throws only
 * if the manifest itself can't be read.
 */
export async function readTagDetails(
  connection: RegistryConnection,
  repository: string,
  manifest: string | StoredManifest,
  { present = true }: { present?: boolean } = {},
): Promise<TagDetails> {
  const read = typeof manifest === "string" ? await readManifest(connection, repository, manifest) : manifest;
  const { parsed, mediaType } = read;
  const base = {
    mediaType,
    kind: kindOf(parsed),
    artifactType: artifactTypeOf(parsed),
    subject: parsed.subject?.digest ?? null,
  };
  const look: Look = { connection, repository, present, seen: new Set(), entries: 0 };
  const measured = await (parsed.type === "index"
    ? indexDetails(look, read.digest, parsed)
    : imageDetails(look, read.digest, parsed));
  return { ...base, ...measured };
}

type Measured = Omit<TagDetails, "mediaType" | "kind" | "artifactType" | "subject">;

async function imageDetails(
  { connection, repository, present }: Look,
  digest: string,
  manifest: ImageManifest,
): Promise<Measured> {
  const { stored } =
    layersWithUrls(manifest).length > 0
      ? await findStoredLayers(connection, repository, digest, manifest)
      : { stored: undefined };
  const sizeBytes = knownSizeBytes(storedBlobs(manifest, stored));
  const details: Measured = {
    platforms: [],
    missingPlatforms: [],
    sizeBytes,
    minSizeBytes: sizeBytes,
    createdAt: recordedDate(manifest.annotations[createdAnnotation]),
    problem: null,
    children: [],
    childrenKnown: true,
    attestations: [],
    entries: 0,
    labels: toLabels(manifest.annotations),
  };
  if (kindOf(manifest) !== "image" || manifest.config === null) return details;
  try {
    const config = await readImageConfig(connection, repository, manifest.config);
    if (present && !(await hasBlob(connection, repository, manifest.config.digest)))
      throw new AppError("blob-not-found", "The registry has lost the config.");
    const labels = toLabels(config.config.Labels, manifest.annotations);
    return { ...details, ...describeConfig(config, details.createdAt), labels };
  } catch (error) {
    return { ...details, problem: configProblem(error, connection, repository, manifest.config.digest) };
  }
}

function describeConfig(config: OciImageConfig, annotated: string | null) {
  const platform = configPlatform(config);
  return { platforms: platform ? [platform] : [], createdAt: annotated ?? recordedDate(config.created) };
}

/**
 * One look at an image index. Image indexes may list each other many times over: each is followed once, and up to a
 * limit.
 */
type Look = {
  connection: RegistryConnection;
  repository: string;
  present: boolean;
  seen: Set<string>;
  entries: number;
};

async function indexDetails(look: Look, digest: string, index: ImageIndex, depth = 1): Promise<Measured> {
  look.entries += index.manifests.length;
  if (look.entries > maxEntries) return { ...unreadMeasure, problem: tooMuch };
  const blobs = childBlobs(index);
  // An earlier version kept the image index without distinguishing its blobs from its manifests.
  if (blobs.length > 0) writeLater((batch) => keepParts(batch, digest, index));
  const listed = childManifests(index);
  const all: Measured = {
    platforms: [],
    missingPlatforms: [],
    sizeBytes: null,
    minSizeBytes: null,
    createdAt: recordedDate(index.annotations[createdAnnotation]),
    problem: null,
    children: listed.map((child) => child.digest),
    childrenKnown:
      index.complete && !listed.some((child) => attestedDigest(child) !== null && isIndexType(child.mediaType)),
    attestations: listed.filter((child) => attestedDigest(child) !== null).map((child) => child.digest),
    entries: index.manifests.length,
    labels: toLabels(index.annotations),
  };
  const images = listed.filter((child) => attestedDigest(child) === null);
  const read = await Promise.all(images.map((child) => childDetails(look, child, depth)));
  for (const [at, child] of read.entries()) addChild(all, images[at] as Descriptor, child);
  all.platforms = [...new Set(all.platforms)];
  addBlobs(all, blobs);
  if (all.missingPlatforms.length > 0)
    all.problem = problemOf(
      "manifest-not-found",
      `The index lists ${all.missingPlatforms.join(", ")}, but the registry has no such manifest: pulls of ${all.missingPlatforms.length === 1 ? "this platform" : "these platforms"} fail.`,
    );
  return all;
}

async function childDetails(look: Look, child: Descriptor, depth: number): Promise<Measured | "missing"> {
  const { connection, repository, present, seen } = look;
  try {
    const { parsed } = await readManifest(connection, repository, child.digest, { present });
    if (parsed.type === "manifest") return await imageDetails(look, child.digest, parsed);
    if (seen.has(child.digest)) return { ...unreadMeasure, childrenKnown: true };
    seen.add(child.digest);
    if (depth >= maxNesting) return { ...unreadMeasure, problem: tooMuch };
    return await indexDetails(look, child.digest, parsed, depth + 1);
  } catch (error) {
    // If the type is unknown, it is also unknown whether the child is a manifest at all.
    if (childKind(child) === "unknown" && isAppError(error)) return unreadMeasure;
    const problem = itemProblem(error, { registry: connection.config.name, repository, digest: child.digest });
    return isAppError(error, "manifest-not-found") ? "missing" : { ...unreadMeasure, problem };
  }
}

function addChild(all: Measured, descriptor: Descriptor, child: Measured | "missing"): void {
  const named = descriptor.platform ? formatPlatform(descriptor.platform) : null;
  if (child === "missing") {
    all.missingPlatforms.push(named ?? descriptor.digest);
    return;
  }
  all.platforms.push(...(named ? [named] : child.platforms));
  all.missingPlatforms.push(...child.missingPlatforms);
  all.children.push(...child.children);
  all.attestations.push(...child.attestations);
  all.childrenKnown &&= child.childrenKnown;
  all.labels = joinLabels(all.labels, child.labels);
  all.createdAt ??= child.createdAt;
  all.problem ??= child.problem;
  if (child.sizeBytes !== null) all.sizeBytes = Math.max(all.sizeBytes ?? 0, child.sizeBytes);
  if (child.minSizeBytes !== null) all.minSizeBytes = Math.min(all.minSizeBytes ?? Infinity, child.minSizeBytes);
}

/** The blobs of a build cache are stored in addition to any images that the image index lists. */
function addBlobs(all: Measured, blobs: readonly Descriptor[]): void {
  if (blobs.length === 0) return;
  const bytes = knownSizeBytes(blobs);
  all.sizeBytes = bytes === null ? null : (all.sizeBytes ?? 0) + bytes;
  all.minSizeBytes = bytes === null ? null : (all.minSizeBytes ?? 0) + bytes;
}

const unreadMeasure: Measured = {
  platforms: [],
  missingPlatforms: [],
  sizeBytes: null,
  minSizeBytes: null,
  createdAt: null,
  problem: null,
  children: [],
  childrenKnown: false,
  attestations: [],
  entries: 0,
  labels: [],
};

const tooMuch: ItemProblem = problemOf(
  "manifest-unsupported",
  `Indexes nested more than ${maxNesting} deep, or with more than ${maxEntries} entries in all, are not followed.`,
);
