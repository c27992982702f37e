import "server-only";
import { type AppError, isAppError } from "@/lib/errors/app-error";
import { type Descriptor, readDescriptor } from "@/lib/oci/descriptor";
import { Oddities } from "@/lib/oci/field-reader";
import { parseManifest } from "@/lib/oci/manifest";
import { isIndexType } from "@/lib/oci/media-type";
import { parseJson } from "@/lib/oci/parse-json";
import { fallbackTag } from "@/lib/oci/referrer-tags";
import type { RegistryConnection } from "./connection";
import { type FoundManifest, findManifest } from "./find-manifest";
import { arrayAt, readPages } from "./internal/read-pages";
import { referrersPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { bodyLimits, listLimits } from "./limits";

export type Referrers = {
  descriptors: Descriptor[];
  source: "api" | "fallback-tag";
  truncated: boolean;
  /** Entries left out because they are not descriptors. */
  refused: number;
};

type Options = { artifactType?: string; signal?: AbortSignal | undefined };

const absenceKey = "referrers-api-absent";
const absenceMs = 60_000;

/**
 * Returns the referrers of a manifest by `subject` (distribution-spec 1.1 "Listing Referrers"): from the API, or if the
 * registry has no such API from the fallback tag that clients maintain. Cosign's own tags are not included. Throws the
 * AppError of a failure.
 */
export async function findReferrers(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  options: Options = {},
): Promise<Referrers> {
  const found = (await readApi(connection, repository, digest, options)) ?? {
    ...(await readFallbackTag(connection, repository, digest, options)),
    source: "fallback-tag" as const,
  };
  const { artifactType } = options;
  // Registries may ignore the filter (it counts only with OCI-Filters-Applied), so it is always applied here too.
  if (artifactType === undefined) return found;
  return { ...found, descriptors: found.descriptors.filter((entry) => entry.artifactType === artifactType) };
}

/** Returns the referrers from the API alone; null if the registry has no such API, or doesn't know the subject. */
export function findApiReferrers(
  connection: RegistryConnection,
  repository: string,
  digest: string,
): Promise<Referrers | null> {
  return readApi(connection, repository, digest, {});
}

async function readApi(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  { artifactType, signal }: Options,
): Promise<Referrers | null> {
  const path = referrersPath(repository, digest);
  if (connection.answers.has(absenceKey)) return null;
  try {
    const { items, refused, truncated } = await readPages(connection, {
      request: {
        asked: { action: "read", kind: "referrers", repository, reference: digest },
        scope: pullScope(repository),
        headers: { accept: "application/vnd.oci.image.index.v1+json" },
        maxBytes: bodyLimits.listPageBytes,
        signal,
      },
      path,
      firstQuery: artifactType === undefined ? "" : `?artifactType=${encodeURIComponent(artifactType)}`,
      readItems: (body) => arrayAt(body, "manifests"),
      readItem,
      maxItems: listLimits.referrers,
      what: "the list of referrers",
    });
    return { descriptors: items, source: "api", refused, truncated };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { status } = error.context;
    if (status !== 404 && status !== 405 && status !== 400) throw error;
    // 404 and 405 without a registry's error code mean that there is no such API at all. With one, the answer is about
    // this repository or subject only: Quay answers 400 for a subject it doesn't know.
    if (status !== 400 && !hasErrorCode(error))
      await connection.answers.get(absenceKey, async () => ({ value: true, forMs: absenceMs }));
    return null;
  }
}

function hasErrorCode({ context }: AppError): boolean {
  return Array.isArray(context.registryCodes) && context.registryCodes.length > 0;
}

async function readFallbackTag(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  { signal }: Options,
): Promise<Omit<Referrers, "source">> {
  const none = { descriptors: [], refused: 0, truncated: false };
  const found = await findManifest(connection, repository, fallbackTag(digest), { signal });
  // The tag may return the subject itself: some servers read the dash of the tag as the colon of the digest, and people
  // tag an image with its own digest.
  if (found === null || found.digest === digest || !isIndexType(found.mediaType)) return none;
  const { manifests } = parseJson(found.bytes, "The list of referrers") as { manifests?: unknown };
  if (!Array.isArray(manifests)) return none;
  const read = manifests.slice(0, listLimits.referrers).map(readItem);
  const descriptors = read.flatMap((entry) => (entry === null ? [] : [entry.value]));
  const refused = read.length - descriptors.length;
  const unique = new Map(descriptors.map((entry) => [entry.digest, entry]));
  if (unique.size > 0) for (const own of await findOwn(connection, repository, digest, { signal })) unique.delete(own);
  return { descriptors: [...unique.values()], refused, truncated: manifests.length > listLimits.referrers };
}

/** Returns the subject and its children: an index does not refer to itself, and its platforms are not its referrers. */
async function findOwn(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  { signal }: Options,
): Promise<string[]> {
  const subject = await findManifest(connection, repository, digest, { signal }).catch(unlessUnreadable);
  return [digest, ...(subject ? childrenOf(subject) : [])];
}

function childrenOf({ bytes, mediaType }: FoundManifest): string[] {
  try {
    const parsed = parseManifest(bytes, mediaType);
    return parsed.type === "index" ? parsed.manifests.map((child) => child.digest) : [];
  } catch (error) {
    return unlessUnreadable(error) ?? [];
  }
}

function unlessUnreadable(error: unknown): null {
  if (isAppError(error, "registry-bad-response", "manifest-unsupported", "manifest-too-large", "digest-mismatch"))
    return null;
  throw error;
}

function readItem(item: unknown): { key: string; value: Descriptor } | null {
  const value = readDescriptor(item, "manifests", new Oddities());
  return value && { key: value.digest, value };
}
