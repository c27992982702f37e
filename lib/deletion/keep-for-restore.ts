import "server-only";
import { findContents, requireContentsKept } from "@/lib/catalog/content-store";
import { readManifest } from "@/lib/catalog/read-manifest";
import type { Content } from "@/lib/catalog/write-contents";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import type { RegistryConnection } from "@/lib/registry/connection";
import { isGone, isUnreadable } from "./read-failures";

const requestsAtOnce = 8;

/**
 * Makes sure that the exact bytes of these manifests are in the database, from where they can be put back, and returns
 * them. Those that can't be read, or are gone, are missing from the answer. Throws where the registry can't be asked, or
 * the database can't be written.
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
    const read = await readManifest(connection, repository, digest).catch((error: unknown) => {
      if (isUnreadable(error) || isGone(error)) return null;
      throw error;
    });
    if (read) fetched.set(digest, { mediaType: read.mediaType, bytes: read.bytes });
  });
  if (fetched.size > 0) await requireContentsKept(fetched);
  return new Map([...contents, ...fetched]);
}
