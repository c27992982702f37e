import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { findTagsOn } from "@/lib/catalog/find-tags-on";
import { readManifest, type StoredManifest } from "@/lib/catalog/read-manifest";
import type { Manifest } from "@/lib/contract/manifests";
import { artifactTypeOf, compressedSizeBytes, type ImageManifest, kindOf } from "@/lib/oci/manifest";
import { getConnection, type RegistryConnection } from "@/lib/registry/connection";
import { describeContents, emptyContents } from "./describe-contents";
import { describePlatforms, selectPlatform } from "./describe-platforms";
import { findIndexed } from "./find-indexed";
import { resolveLive } from "./resolve-live";

/**
 * One manifest with what is inside: of an index its platforms, and the contents of the chosen one (the first image
 * where none is chosen). What is broken is listed in `problems`; only a missing or unreadable manifest throws. With
 * `indexed` what the index knows is believed, and the registry asked only for what it doesn't.
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
  "sizeBytes" | "platforms" | "selected" | "config" | "chart" | "layers" | "history" | "problems"
>;

async function look(
  connection: RegistryConnection,
  repository: string,
  manifest: StoredManifest,
  { platform, present }: { platform: string | undefined; present: boolean },
): Promise<Inside> {
  if (manifest.parsed.type === "manifest") return lookInside(connection, repository, manifest.digest, manifest.parsed);
  const children = await describePlatforms(connection, repository, manifest.parsed, { present });
  const platforms = children.map((child) => child.entry);
  const sizes = platforms.flatMap(({ attestation, sizeBytes }) => (attestation ? [] : (sizeBytes ?? [])));
  const problems = platforms.flatMap(({ attestation, problem }) => (!attestation && problem ? [problem] : []));
  const chosen = selectPlatform(children, platform);
  const inside = chosen?.manifest
    ? await lookInside(connection, repository, chosen.entry.digest, chosen.manifest)
    : { ...emptyContents, selected: chosen && { digest: chosen.entry.digest, platform: chosen.entry.platform } };
  return {
    ...inside,
    selected: inside.selected && { ...inside.selected, platform: chosen?.entry.platform ?? null },
    sizeBytes: sizes.length > 0 ? Math.max(...sizes) : null,
    platforms,
    problems: [...problems, ...inside.problems],
  };
}

async function lookInside(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  manifest: ImageManifest,
): Promise<Inside> {
  const contents = await describeContents(connection, repository, manifest);
  return {
    ...contents,
    sizeBytes: compressedSizeBytes(manifest),
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
