import "server-only";
import { itemProblem, type Place } from "@/lib/catalog/item-problem";
import { readManifest } from "@/lib/catalog/read-manifest";
import type { Manifest } from "@/lib/contract/manifests";
import type { ItemProblem } from "@/lib/contract/problem";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { attestedDigest } from "@/lib/oci/attestation";
import type { Descriptor } from "@/lib/oci/descriptor";
import { compressedSizeBytes, type ImageIndex, type ImageManifest } from "@/lib/oci/manifest";
import { formatPlatform } from "@/lib/oci/platform";
import type { RegistryConnection } from "@/lib/registry/connection";

export type Child = { entry: Manifest["platforms"][number]; manifest: ImageManifest | null };

/**
 * The children of an index in its order; with `present` each is checked for being there. A missing one is listed with
 * its problem.
 */
export async function describePlatforms(
  connection: RegistryConnection,
  repository: string,
  index: ImageIndex,
  { present }: { present: boolean },
): Promise<Child[]> {
  return Promise.all(index.manifests.map((child) => describeChild(connection, repository, child, present)));
}

async function describeChild(
  connection: RegistryConnection,
  repository: string,
  descriptor: Descriptor,
  present: boolean,
): Promise<Child> {
  const attested = attestedDigest(descriptor);
  const platform = descriptor.platform && attested === null ? formatPlatform(descriptor.platform) : null;
  const entry = {
    platform,
    digest: descriptor.digest,
    sizeBytes: null,
    attestation: attested !== null,
    attestationFor: attested || null,
    problem: null,
  };
  try {
    const { parsed } = await readManifest(connection, repository, descriptor.digest, { present });
    if (parsed.type === "index") return { entry, manifest: null };
    return { entry: { ...entry, sizeBytes: compressedSizeBytes(parsed) }, manifest: parsed };
  } catch (error) {
    const place = { registry: connection.config.name, repository, digest: descriptor.digest };
    return { entry: { ...entry, problem: childProblem(error, platform, place) }, manifest: null };
  }
}

function childProblem(error: unknown, platform: string | null, place: Place): ItemProblem {
  const problem = itemProblem(error, place);
  if (!isAppError(error, "manifest-not-found")) return problem;
  const what = platform ?? "a manifest";
  return {
    ...problem,
    detail: `The index names ${what}, but the registry doesn't have it: pulls of it fail. Push this tag again to repair it.`,
  };
}

/** The child of that platform, else the first one that can be read. Throws `not-found` for a platform it doesn't have. */
export function selectPlatform(children: Child[], wanted: string | undefined): Child | null {
  const images = children.filter(({ entry }) => !entry.attestation);
  if (wanted === undefined) return images.find(({ manifest }) => manifest) ?? images[0] ?? null;
  const found = images.find(({ entry }) => entry.platform === wanted || entry.digest === wanted);
  if (found) return found;
  const offered = images.flatMap(({ entry }) => entry.platform ?? []).join(", ");
  throw new AppError(
    "manifest-not-found",
    `The index has no platform ${wanted.slice(0, 100)}; it has ${offered || "none"}.`,
  );
}
