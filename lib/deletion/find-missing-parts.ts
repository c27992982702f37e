import "server-only";
import { readManifest } from "@/lib/catalog/read-manifest";
import { isAppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import { type AnyManifest, storedBlobs } from "@/lib/oci/manifest";
import type { RegistryConnection } from "@/lib/registry/connection";
import { lookAtBlob } from "@/lib/registry/look-at-blob";

const requestsAtOnce = 8;

/**
 * What of an image, with everything that it lists, neither the registry nor the console has any more: manifests that can't
 * be had, and blobs whose first byte the registry doesn't give; what lies where the console can't reach is not missing. Manifests that the console kept are not asked for. Throws
 * where the registry can't be asked, where a manifest can't be read for another reason, and the signal's reason.
 */
export async function findMissingParts(
  connection: RegistryConnection,
  repository: string,
  digest: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<string[]> {
  const missing = new Set<string>();
  const blobs = new Set<string>();
  const seen = new Set([digest]);
  let level = [digest];
  while (level.length > 0) {
    const next: string[] = [];
    await forEachAtOnce(level, requestsAtOnce, async (manifest) => {
      signal?.throwIfAborted();
      const parsed = await findParsed(connection, repository, manifest);
      if (!parsed) missing.add(manifest);
      else if (parsed.type === "index") next.push(...parsed.manifests.map((child) => child.digest));
      else for (const blob of storedBlobs(parsed)) blobs.add(blob.digest);
    });
    level = next.filter((child) => !seen.has(child) && seen.add(child));
  }
  await forEachAtOnce(blobs, requestsAtOnce, async (blob) => {
    const sight = await lookAtBlob(connection, repository, blob, { signal });
    if (sight === "absent" || sight === "unreadable") missing.add(blob);
  });
  return [...missing];
}

async function findParsed(
  connection: RegistryConnection,
  repository: string,
  digest: string,
): Promise<AnyManifest | null> {
  try {
    return (await readManifest(connection, repository, digest)).parsed;
  } catch (error) {
    if (isAppError(error, "manifest-not-found")) return null;
    throw error;
  }
}
