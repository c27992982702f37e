import "server-only";
import { isUnreadable } from "@/lib/deletion/carrying-out/read-failures";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findRawManifest } from "@/lib/registry/find-raw-manifest";
import { findContents, requireContentsKept } from "@/lib/registry-index/contents/content-store";
import type { Content } from "@/lib/registry-index/contents/write-contents";

const requestsAtOnce = 8;

/**
 * Makes sure that the exact bytes of these manifests are in the database, from which they can be restored, and returns
 * them. Leaves out manifests that can't be read or are gone. Throws if the registry can't be asked, or the database
 * can't be written.
 */
export async function keepForRestore(
  connection: RegistryConnection,
  repository: string,
  digests: readonly string[],
): Promise<Map<string, Content>> {
  const contents = await findContents(digests);
  const fetched = new Map<string, Content>();
  const missing = [...new Set(digests)].filter((digest) => !contents.has(digest));
  await forEachAtOnce(missing, requestsAtOnce, async (digest) => {
    // Anything with a digest and bytes can be restored, even if the console can't interpret it.
    const found = await findRawManifest(connection, repository, digest).catch((error: unknown) => {
      if (isUnreadable(error)) return null;
      throw error;
    });
    if (found) fetched.set(digest, { mediaType: found.guessMediaType(), bytes: found.bytes });
  });
  if (fetched.size > 0) await requireContentsKept(fetched);
  return new Map([...contents, ...fetched]);
}
