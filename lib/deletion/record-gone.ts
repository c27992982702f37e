import "server-only";
import { recordManifestDeleted } from "@/lib/catalog/record-manifest-deleted";
import { recordTagGone } from "@/lib/catalog/record-tag-gone";
import type { Intent } from "./intent-store";

/** Takes a tag that is gone from the registry out of the index; `deleted` are the manifests that went with it. */
export async function recordGone({ registry, repository, tag, method }: Intent, deleted: string[]): Promise<void> {
  await recordTagGone(registry, repository, tag, { deleted: method === "manifest" });
  // The tag's own among them: a look at the tag may have come before, and could not tell that the manifest is gone too.
  for (const digest of deleted) await recordManifestDeleted(registry, repository, digest);
}
