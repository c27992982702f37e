import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { type AnyManifest, parseManifest, storedBlobs } from "@/lib/oci/manifest";
import { processWide } from "@/lib/process/process-wide";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifest } from "@/lib/registry/find-manifest";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { keepBlobSizes } from "./blob-size-store";
import { keepBlobUse } from "./blob-use-store";
import { type Content, findContent, keepContent } from "./content-store";

export type StoredManifest = Content & { digest: string; parsed: AnyManifest };

/**
 * A manifest by digest, read from the registry only the first time. With `present` the registry is asked whether it
 * still has it. Throws `manifest-not-found`, and `registry-bad-response` or `manifest-unsupported` for a broken one.
 */
export async function readManifest(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  { present = false }: { present?: boolean } = {},
): Promise<StoredManifest> {
  const kept = await findContent(digest);
  if (!kept) return fetchOnce(connection, repository, digest);
  // Not with a known digest: asked that way by digest, CNCF Distribution answers 304 without looking.
  if (present && !(await findManifestDigest(connection, repository, digest)))
    throw notFound(connection, repository, digest);
  return { ...kept, digest, parsed: parseManifest(kept.bytes, kept.mediaType) };
}

// Many tags share a manifest, and are read side by side.
function fetchOnce(connection: RegistryConnection, repository: string, digest: string): Promise<StoredManifest> {
  const running = processWide("manifests-being-read", () => new Map<string, Promise<StoredManifest>>());
  const key = `${connection.config.name}/${repository}@${digest}`;
  const started = running.get(key) ?? fetchManifest(connection, repository, digest).finally(() => running.delete(key));
  running.set(key, started);
  return started;
}

async function fetchManifest(
  connection: RegistryConnection,
  repository: string,
  digest: string,
): Promise<StoredManifest> {
  const found = await findManifest(connection, repository, digest);
  if (!found) throw notFound(connection, repository, digest);
  const parsed = parseManifest(found.bytes, found.mediaType);
  keepContent(digest, found);
  const blobs = parsed.type === "index" ? parsed.manifests : [parsed.config, ...parsed.layers];
  keepBlobSizes([...blobs, { digest, size: found.bytes.length }]);
  if (parsed.type === "manifest")
    keepBlobUse(
      digest,
      storedBlobs(parsed).map((blob) => blob.digest),
    );
  return { ...found, digest, parsed };
}

function notFound(connection: RegistryConnection, repository: string, digest: string): AppError {
  return new AppError("manifest-not-found", `${connection.config.title} has no manifest ${digest} in ${repository}.`);
}
