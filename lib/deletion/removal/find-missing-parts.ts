import "server-only";
import { readManifest } from "@/lib/catalog/reading/read-manifest";
import { isBlobMissing } from "@/lib/deletion/carrying-out/look";
import { isUnreadable } from "@/lib/deletion/carrying-out/read-failures";
import { isAppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import { childBlobs, childManifests } from "@/lib/oci/index-children";
import { type AnyManifest, storedBlobs } from "@/lib/oci/manifest";
import type { RegistryConnection } from "@/lib/registry/connection";

const requestsAtOnce = 8;

/**
 * Returns the parts of an image, with everything that it lists, that neither the registry nor the console has any more:
 * manifests that are not found, and blobs whose first byte the registry doesn't return. A blob stored where the console
 * can't look is not missing. Manifests that the console kept are not asked for. Throws if the registry can't be asked,
 * and the signal's reason.
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
      if (parsed === "unreadable") return;
      if (!parsed) missing.add(manifest);
      else if (parsed.type === "index") next.push(...childManifests(parsed).map((child) => child.digest));
      for (const { digest: blob } of parsed ? blobsOf(parsed) : []) blobs.add(blob);
    });
    level = next.filter((child) => !seen.has(child) && seen.add(child));
  }
  await forEachAtOnce(blobs, requestsAtOnce, async (blob) => {
    if (await isBlobMissing(connection, repository, blob, { signal })) missing.add(blob);
  });
  return [...missing];
}

const blobsOf = (manifest: AnyManifest) => (manifest.type === "index" ? childBlobs(manifest) : storedBlobs(manifest));

async function findParsed(
  connection: RegistryConnection,
  repository: string,
  digest: string,
): Promise<AnyManifest | "unreadable" | null> {
  try {
    return (await readManifest(connection, repository, digest)).parsed;
  } catch (error) {
    if (isAppError(error, "manifest-not-found")) return null;
    if (isUnreadable(error)) return "unreadable";
    throw error;
  }
}
