import "server-only";
import { itemProblem, type Place } from "@/lib/catalog/reading/item-problem";
import { readManifest } from "@/lib/catalog/reading/read-manifest";
import type { Manifest } from "@/lib/contract/manifests";
import type { ItemProblem } from "@/lib/contract/problem";
import { isAppError } from "@/lib/errors/app-error";
import { artifactTypeOf } from "@/lib/oci/artifact-type";
import { attestedDigest } from "@/lib/oci/attestation";
import type { Descriptor } from "@/lib/oci/descriptor";
import { childKind } from "@/lib/oci/index-children";
import { compressionOf } from "@/lib/oci/layer-type";
import { type AnyManifest, type ImageIndex, type ImageManifest, knownSizeBytes, storedBlobs } from "@/lib/oci/manifest";
import { formatPlatform } from "@/lib/oci/platform";
import { labelChildren } from "@/lib/oci/platform-label";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findStoredLayers, layersWithUrls } from "@/lib/registry-index/questions/find-stored-layers";

export type Child = { entry: Manifest["platforms"][number]; manifest: ImageManifest | null };

type Described = Child & { title: string | null };

const titleAnnotation = "org.opencontainers.image.title";

/**
 * Returns the children of an image index in its order; with `present` the registry is asked whether it still has each.
 * A missing child is listed with its problem.
 */
export async function describePlatforms(
  connection: RegistryConnection,
  repository: string,
  index: ImageIndex,
  { present }: { present: boolean },
): Promise<Child[]> {
  const children = await Promise.all(
    index.manifests.map((child) => describeChild(connection, repository, child, present)),
  );
  const labels = labelChildren(children.map(({ entry, title }) => ({ ...entry, title })));
  return children.map(({ entry, manifest }, at) => ({ entry: { ...entry, label: labels[at] ?? "" }, manifest }));
}

async function describeChild(
  connection: RegistryConnection,
  repository: string,
  descriptor: Descriptor,
  present: boolean,
): Promise<Described> {
  const entry = describeDescriptor(descriptor);
  const { platform } = descriptor;
  // "linux" alone is no platform that a client could ask for, but it still says something.
  const said = platform && entry.platform === null && !entry.attestation ? platform.os || platform.architecture : null;
  const title = descriptor.annotations[titleAnnotation] ?? null;
  if (entry.kind === "blob") return { entry, manifest: null, title };
  try {
    const { parsed } = await readManifest(connection, repository, descriptor.digest, { present });
    const inside = describeInside(parsed, await findStored(connection, repository, descriptor.digest, parsed));
    const artifactType = entry.artifactType ?? inside.artifactType;
    const read = { ...entry, ...inside, artifactType, kind: "manifest" as const };
    return { entry: read, manifest: parsed.type === "index" ? null : parsed, title: title ?? titleOf(parsed) ?? said };
  } catch (error) {
    if (entry.kind === "unknown" && isAppError(error)) return { entry, manifest: null, title: title ?? said };
    const place = { registry: connection.config.name, repository, digest: descriptor.digest };
    return { entry: { ...entry, problem: childProblem(error, entry.platform, place) }, manifest: null, title };
  }
}

function describeDescriptor(descriptor: Descriptor): Child["entry"] {
  const { platform, digest, mediaType, size, artifactType = null } = descriptor;
  const kind = childKind(descriptor);
  const attested = attestedDigest(descriptor);
  return {
    platform: platform && attested === null ? formatPlatform(platform) : null,
    label: "",
    kind,
    digest,
    mediaType,
    artifactType,
    osVersion: platform?.["os.version"] ?? null,
    osFeatures: platform?.["os.features"] ?? [],
    compression: null,
    sizeBytes: kind === "blob" ? size : null,
    attestation: attested !== null,
    attestationFor: attested || null,
    problem: null,
  };
}

/** Returns which of the layers with `urls` the registry holds. */
async function findStored(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  manifest: AnyManifest,
): Promise<ReadonlySet<string>> {
  if (manifest.type === "index" || layersWithUrls(manifest).length === 0) return new Set();
  return (await findStoredLayers(connection, repository, digest, manifest)).stored;
}

function describeInside(
  manifest: AnyManifest,
  stored: ReadonlySet<string>,
): Pick<Child["entry"], "artifactType" | "compression" | "sizeBytes"> {
  const artifactType = artifactTypeOf(manifest);
  if (manifest.type === "index") return { artifactType, compression: null, sizeBytes: null };
  const sizeBytes = knownSizeBytes(storedBlobs(manifest, stored));
  return { artifactType, compression: compressionOf(manifest.layers), sizeBytes };
}

/** Returns the title of a manifest, or of the only file of an artifact. */
function titleOf(manifest: AnyManifest): string | null {
  if (manifest.type === "index" || manifest.annotations[titleAnnotation])
    return manifest.annotations[titleAnnotation] ?? null;
  return manifest.layers.length === 1 ? (manifest.layers[0]?.annotations[titleAnnotation] ?? null) : null;
}

function childProblem(error: unknown, platform: string | null, place: Place): ItemProblem {
  const problem = itemProblem(error, place);
  if (!isAppError(error, "manifest-not-found")) return problem;
  const what = platform ?? "a manifest";
  return {
    ...problem,
    detail: `The index lists ${what}, but the registry doesn't have it, so pulls of it fail. Push this tag again to repair it.`,
  };
}
