import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { readManifest, type StoredManifest } from "@/lib/catalog/reading/read-manifest";
import type { Manifest } from "@/lib/contract/manifests";
import { artifactTypeOf } from "@/lib/oci/artifact-type";
import { childBlobs } from "@/lib/oci/index-children";
import { type ImageIndex, type ImageManifest, kindOf } from "@/lib/oci/manifest";
import { getConnection, type RegistryConnection } from "@/lib/registry/connection";
import { findTagsOn } from "@/lib/registry-index/questions/find-tags-on";
import { describeBlobs, describeContents, emptyContents } from "./describe-contents";
import { type Child, describePlatforms } from "./describe-platforms";
import { findIndexed } from "./find-indexed";
import { findSizes } from "./find-layer-facts";
import { resolveLive } from "./resolve-live";
import { selectPlatform } from "./select-platform";

/**
 * Returns one manifest with its contents: for an image index its platforms, and the contents of the chosen one (the
 * first image if none is chosen). Broken parts are listed in `problems`; only a missing or unreadable manifest throws.
 * With `indexed` the index is trusted, and the registry is asked only for what the index doesn't have.
 */
export async function getImage(
  actor: Actor | null,
  registry: string,
  repository: string,
  reference: string,
  { platform, indexed = false }: { platform?: string | undefined; indexed?: boolean } = {},
): Promise<Manifest> {
  authorize(actor, "registry:read", { registry, repository });
  const connection = getConnection(registry);
  const known = indexed ? await findIndexed(registry, repository, reference) : null;
  const { tag, digest } = known ?? (await resolveLive(connection, repository, reference));
  const manifest = await readManifest(connection, repository, digest, { present: known === null && tag === null });
  const inside = await look(connection, repository, manifest, { platform, present: known === null });
  return {
    registry,
    repository,
    tag,
    digest,
    mediaType: manifest.mediaType,
    kind: kindOf(manifest.parsed),
    annotations: manifest.parsed.annotations,
    subject: manifest.parsed.subject?.digest ?? null,
    artifactType: artifactTypeOf(manifest.parsed),
    ...inside,
    sameDigest: await otherTags(connection, repository, digest, tag),
  };
}

type Inside = Pick<
  Manifest,
  | ("sizeBytes" | "sizeAtLeast" | "platforms" | "selected")
  | ("config" | "chart" | "layers" | "history" | "problems" | "oddities" | "complete")
>;

async function look(
  connection: RegistryConnection,
  repository: string,
  manifest: StoredManifest,
  { platform, present }: { platform: string | undefined; present: boolean },
): Promise<Inside> {
  const { parsed } = manifest;
  if (parsed.type === "manifest") return lookInside(connection, repository, manifest.digest, parsed);
  const children = await describePlatforms(connection, repository, parsed, { present });
  const platforms = children.map((child) => child.entry);
  const problems = platforms.flatMap(({ attestation, problem }) => (!attestation && problem ? [problem] : []));
  const chosen = selectPlatform(children, platform);
  const inside = chosen
    ? await lookInsideChild(connection, repository, chosen)
    : { ...emptyContents, platforms: [], layers: await readBlobs(connection, repository, parsed) };
  return {
    ...inside,
    ...sizeOf(platforms, inside, chosen),
    platforms,
    problems: [...problems, ...inside.problems],
    oddities: [...parsed.oddities, ...inside.oddities],
    complete: parsed.complete && inside.complete,
  };
}

/** Returns the size of the largest platform or, if there is none, of the blobs that the image index lists. */
function sizeOf(
  platforms: Manifest["platforms"],
  inside: Inside,
  chosen: Child | null,
): Pick<Inside, "sizeBytes" | "sizeAtLeast"> {
  const known = (some: { sizeBytes: number | null }[]) => some.flatMap(({ sizeBytes }) => sizeBytes ?? []);
  if (chosen === null) {
    const sizes = known([...new Map(inside.layers.map((layer) => [layer.digest, layer])).values()]);
    const sizeAtLeast = inside.layers.some(({ sizeBytes }) => sizeBytes === null);
    return { sizeBytes: sizes.length > 0 ? sizes.reduce((sum, size) => sum + size, 0) : null, sizeAtLeast };
  }
  // The registry may have reported sizes for the chosen platform that its manifest doesn't give.
  const sizes = known([inside, ...platforms.filter(({ attestation, kind }) => !attestation && kind !== "blob")]);
  const isChosen = sizes.length > 0 && Math.max(...sizes) === inside.sizeBytes;
  return { sizeBytes: sizes.length > 0 ? Math.max(...sizes) : null, sizeAtLeast: isChosen && inside.sizeAtLeast };
}

async function readBlobs(
  connection: RegistryConnection,
  repository: string,
  index: ImageIndex,
): Promise<Manifest["layers"]> {
  const blobs = childBlobs(index);
  return describeBlobs(blobs, await findSizes(connection, repository, blobs));
}

async function lookInsideChild(
  connection: RegistryConnection,
  repository: string,
  { entry, manifest }: Child,
): Promise<Inside> {
  const selected = { digest: entry.digest, platform: entry.platform };
  if (!manifest) return { ...emptyContents, platforms: [], selected };
  return { ...(await lookInside(connection, repository, entry.digest, manifest)), selected };
}

async function lookInside(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  manifest: ImageManifest,
): Promise<Inside> {
  const contents = await describeContents(connection, repository, digest, manifest);
  return {
    ...contents,
    platforms: [],
    selected: { digest, platform: contents.config?.platform ?? null },
  };
}

async function otherTags(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  tag: string | null,
): Promise<string[]> {
  const tags = await findTagsOn(connection.config.name, repository, digest);
  return tags.filter((other) => other !== tag);
}
