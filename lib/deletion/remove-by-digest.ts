import "server-only";
import type { RegistryConnection } from "@/lib/registry/connection";
import { deleteManifest } from "@/lib/registry/delete-manifest";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { failed, recheck, requireGone } from "./attempt";
import type { ItemEnding } from "./deletion-item-store";
import type { DeletionItemRow } from "./deletion-tables";
import { isDoubtful } from "./read-failures";

/** A manifest that goes by its digest, and the tags of the plan that go with it. */
export type ByDigest = { manifest: DeletionItemRow; tags: DeletionItemRow[] };

/**
 * Deletes a manifest by its digest, and with it its tags: only while each of them still names it. Returns how each of
 * the items ended.
 */
export async function removeByDigest(
  connection: RegistryConnection,
  { manifest, tags }: ByDigest,
): Promise<ItemEnding[]> {
  const { at, repository } = manifest;
  const digest = manifest.digest as string;
  const endings: ItemEnding[] = [];
  try {
    for (const tag of tags) {
      const changed = await recheck(connection, tag);
      if (changed) endings.push(changed);
    }
    const absent = !(await remove(connection, repository, digest));
    const gone = tags.filter((tag) => !endings.some((ending) => ending.at === tag.at));
    for (const tag of gone) await requireGone(connection, repository, tag.tag as string);
    const own: ItemEnding = absent ? { at, state: "skipped", ...wasGone } : { at, state: "done" };
    return [...endings, ...gone.map((tag): ItemEnding => ({ at: tag.at, state: "done" })), own];
  } catch (error) {
    const settled = new Set(endings.map((ending) => ending.at));
    return [
      ...endings,
      ...[...tags, manifest].filter((item) => !settled.has(item.at)).map((item) => failed(item.at, error)),
    ];
  }
}

const wasGone = { code: "manifest-not-found", detail: "The registry didn't have it any more." };

/** False where it was not there. */
async function remove(connection: RegistryConnection, repository: string, digest: string): Promise<boolean> {
  try {
    return (await deleteManifest(connection, repository, digest)) === "deleted";
  } catch (error) {
    // A lost answer is settled by looking, never by deleting a second time.
    if (!isDoubtful(error) || (await findManifestDigest(connection, repository, digest))) throw error;
    return true;
  }
}
