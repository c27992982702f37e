import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { type AnyManifest, parseManifest } from "@/lib/oci/manifest";
import { processWide } from "@/lib/process/process-wide";
import type { RegistryConnection } from "@/lib/registry/connection";
import { type FoundManifest, findManifest } from "@/lib/registry/find-manifest";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { findContent } from "@/lib/registry-index/contents/content-store";
import { keepParts } from "@/lib/registry-index/contents/kept-parts";
import type { Content } from "@/lib/registry-index/contents/write-contents";
import { writeLater } from "@/lib/registry-index/writing/write-behind";

export type StoredManifest = Content & { digest: string; parsed: AnyManifest };

/**
 * Returns a manifest by digest, read from the registry only the first time. With `present` the registry is asked
 * whether it still has the manifest. Throws `manifest-not-found`, and `registry-bad-response` or `manifest-unsupported`
 * for a broken manifest.
 */
export async function readManifest(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  { present = false }: { present?: boolean } = {},
): Promise<StoredManifest> {
  const { manifest, kept } = await readOnce(connection, repository, digest);
  // The request doesn't send the known digest: CNCF Distribution answers such a request by digest with 304 without
  // looking.
  if (present && kept && !(await findManifestDigest(connection, repository, digest)))
    throw notFound(connection, repository, digest);
  return manifest;
}

type Read = { manifest: StoredManifest; kept: boolean };

// Many tags share a manifest, and are read side by side. The database lookup is part of the shared read: a lookup that
// began before another read kept the manifest would find nothing and fetch the manifest again.
function readOnce(connection: RegistryConnection, repository: string, digest: string): Promise<Read> {
  const running = processWide("manifests-being-read", () => new Map<string, Promise<Read>>());
  const key = `${connection.config.name}/${repository}@${digest}`;
  const started = running.get(key) ?? findOrFetch(connection, repository, digest).finally(() => running.delete(key));
  running.set(key, started);
  return started;
}

async function findOrFetch(connection: RegistryConnection, repository: string, digest: string): Promise<Read> {
  const kept = await findContent(digest);
  if (!kept) return { manifest: await fetchManifest(connection, repository, digest), kept: false };
  return { manifest: { ...kept, digest, parsed: parseManifest(kept.bytes, kept.mediaType) }, kept: true };
}

async function fetchManifest(
  connection: RegistryConnection,
  repository: string,
  digest: string,
): Promise<StoredManifest> {
  const found = await findManifest(connection, repository, digest);
  if (!found) throw notFound(connection, repository, digest);
  return keepManifest(connection, repository, found);
}

/**
 * Keeps a manifest that was just read, with what it names. Throws what `parseManifest` throws, and then keeps nothing.
 */
export function keepManifest(connection: RegistryConnection, repository: string, found: FoundManifest): StoredManifest {
  const { digest, mediaType, bytes } = found;
  const parsed = parseManifest(bytes, mediaType);
  writeLater((batch) => {
    batch.contents.set(digest, { mediaType, bytes, near: `${connection.config.name}/${repository}` });
    keepParts(batch, digest, parsed);
  });
  return { mediaType, bytes, digest, parsed };
}

function notFound(connection: RegistryConnection, repository: string, digest: string): AppError {
  return new AppError("manifest-not-found", `${connection.config.title} has no manifest ${digest} in ${repository}.`);
}
