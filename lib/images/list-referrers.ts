import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { findListedTags } from "@/lib/catalog/reading/find-listed-tags";
import { itemProblem } from "@/lib/catalog/reading/item-problem";
import { readManifest } from "@/lib/catalog/reading/read-manifest";
import type { Referrer } from "@/lib/contract/manifests";
import type { ItemProblem } from "@/lib/contract/problem";
import { isAppError } from "@/lib/errors/app-error";
import { attestedDigest } from "@/lib/oci/attestation";
import { recordedDate } from "@/lib/oci/created-date";
import type { Descriptor } from "@/lib/oci/descriptor";
import { referrerGroup } from "@/lib/oci/referrer-group";
import { cosignTags, fallbackTag } from "@/lib/oci/referrer-tags";
import { getConnection, type RegistryConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { findReferrers } from "@/lib/registry/find-referrers";

const createdAnnotation = "org.opencontainers.image.created";

/**
 * Returns everything that is attached to a manifest, from all three generations: the referrers API or its fallback tag,
 * cosign's tags, and the attestations inside an image index. If something can't be read, `problem` says why, beside the
 * items that could be read.
 */
export async function listReferrers(
  actor: Actor | null,
  registry: string,
  repository: string,
  digest: string,
): Promise<{ items: Referrer[]; problem: ItemProblem | null }> {
  authorize(actor, "registry:read", { registry, repository });
  const connection = getConnection(registry);
  const sources = [fromApi, fromCosignTags, fromIndex].map((source) => source(connection, repository, digest));
  const settled = await Promise.allSettled(sources);
  const failed = settled.find((result) => result.status === "rejected");
  const items = settled.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
  const unique = new Map(items.map((item) => [item.digest, item]));
  return {
    items: [...unique.values()],
    problem: failed ? itemProblem(failed.reason, { registry, repository, digest }) : null,
  };
}

async function fromApi(connection: RegistryConnection, repository: string, digest: string): Promise<Referrer[]> {
  const { descriptors, source } = await findReferrers(connection, repository, digest);
  const tag = source === "api" ? null : fallbackTag(digest);
  const typed = await Promise.all(descriptors.map((descriptor) => withTypes(connection, repository, descriptor)));
  // Anybody can push a fallback tag: a manifest that it lists refers to the subject only if it says so itself.
  const found = source === "api" ? typed : typed.filter(({ subject }) => subject === undefined || subject === digest);
  return found.map((descriptor) => toReferrer(descriptor, source, tag));
}

async function fromCosignTags(connection: RegistryConnection, repository: string, digest: string): Promise<Referrer[]> {
  const tags = await findListedTags(connection, repository, cosignTags(digest));
  const found = await Promise.all(tags.map((tag) => cosignReferrer(connection, repository, tag)));
  return found.flat();
}

async function cosignReferrer(connection: RegistryConnection, repository: string, tag: string): Promise<Referrer[]> {
  const head = await findManifestDigest(connection, repository, tag);
  if (!head) return [];
  const descriptor = await withTypes(connection, repository, {
    mediaType: head.mediaType ?? "",
    digest: head.digest,
    size: null,
    annotations: {},
    platform: undefined,
    urls: [],
  });
  return [toReferrer(descriptor, "cosign-tag", tag)];
}

async function fromIndex(connection: RegistryConnection, repository: string, digest: string): Promise<Referrer[]> {
  const { parsed } = await readManifest(connection, repository, digest, { present: true });
  if (parsed.type !== "index") return [];
  const attestations = parsed.manifests.filter((child) => attestedDigest(child) !== null);
  return Promise.all(
    attestations.map(async (child) => toReferrer(await withTypes(connection, repository, child), "index", null)),
  );
}

/** `subject` is undefined if the manifest could not be read. */
type Typed = Descriptor & { types: string[]; subject?: string | null };

// Descriptors of cosign tags and attestations don't give their types; their manifests do.
async function withTypes(connection: RegistryConnection, repository: string, descriptor: Descriptor): Promise<Typed> {
  const named = descriptor.artifactType ? [descriptor.artifactType] : [];
  try {
    const { parsed, mediaType, bytes } = await readManifest(connection, repository, descriptor.digest);
    if (parsed.type === "index")
      return { ...descriptor, mediaType, types: named, subject: parsed.subject?.digest ?? null };
    const layers = parsed.layers.slice(0, 20);
    const types = [
      ...named,
      parsed.artifactType ?? parsed.config?.mediaType ?? "",
      ...layers.map((layer) => layer.mediaType),
    ];
    const annotations = Object.assign(
      {},
      ...layers.map((layer) => predicateOf(layer)),
      parsed.annotations,
      descriptor.annotations,
    );
    const artifactType = descriptor.artifactType ?? parsed.artifactType ?? layers[0]?.mediaType;
    const subject = parsed.subject?.digest ?? null;
    return {
      ...descriptor,
      mediaType,
      size: descriptor.size ?? bytes.length,
      annotations,
      types,
      subject,
      ...(artifactType && { artifactType }),
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ...descriptor, types: named };
  }
}

function predicateOf(layer: Descriptor): Record<string, string> {
  const predicate = layer.annotations["in-toto.io/predicate-type"] ?? layer.annotations.predicateType;
  return predicate ? { predicateType: predicate } : {};
}

function toReferrer(descriptor: Typed, source: Referrer["source"], tag: string | null): Referrer {
  return {
    digest: descriptor.digest,
    artifactType: descriptor.artifactType ?? null,
    mediaType: descriptor.mediaType,
    sizeBytes: descriptor.size,
    createdAt: recordedDate(descriptor.annotations[createdAnnotation]),
    annotations: descriptor.annotations,
    group: referrerGroup(descriptor.types, descriptor.annotations),
    source,
    tag,
  };
}
