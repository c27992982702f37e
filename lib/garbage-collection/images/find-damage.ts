import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { listTags } from "@/lib/registry/list-tags";
import type { TaggedManifest, TagSnapshot } from "./snapshot-tags";

const requestsAtOnce = 8;

/** Whether the registry still lists the tag: a tag that somebody has deleted meanwhile is not damaged. */
async function isListed(connection: RegistryConnection, { repository, tag }: TaggedManifest): Promise<boolean> {
  try {
    return (await listTags(connection, repository)).tags.includes(tag);
  } catch (error) {
    if (isAppError(error, "repository-not-found")) return false;
    throw error;
  }
}

/**
 * Returns the tags (`repository:tag`) that answered before and are still listed, but don't answer now. If pushes and
 * deletes are refused meanwhile, a tag that is no longer listed counts as well.
 */
export async function findDamage(
  connection: RegistryConnection,
  before: TagSnapshot,
  options: { wasReadOnly: boolean },
): Promise<string[]> {
  const damaged: string[] = [];
  await forEachAtOnce(before.answering, requestsAtOnce, async ([name, tagged]) => {
    const found = await findManifestDigest(connection, tagged.repository, tagged.tag).catch((error: unknown) => {
      if (isAppError(error, "registry-failed", "registry-bad-response")) return null;
      throw error;
    });
    if (!found && (options.wasReadOnly || (await isListed(connection, tagged)))) damaged.push(name);
  });
  return damaged.sort();
}
