import "server-only";
import type { DeletionRow, JournalItem } from "@/lib/deletion/journal/deletion-tables";
import { recordManifestsDeleted } from "@/lib/registry-index/records/record-manifests-deleted";
import { recordTagsGone } from "@/lib/registry-index/records/record-tags-gone";

/** Removes from the index what is gone from the registry. */
export async function recordGone(
  { id: deletion, registry, created_by: actor }: DeletionRow,
  items: readonly JournalItem[],
): Promise<void> {
  for (const [repository, some] of Map.groupBy(items, (item) => item.repository)) {
    const tags = some.flatMap(({ tag, method }) => (tag === null ? [] : { tag, deleted: method === "manifest" }));
    await recordTagsGone(registry, repository, tags, { actor, deletion });
    const digests = some.flatMap(({ tag, digest }) => (tag === null && digest !== null ? digest : []));
    // An earlier look at a tag could not tell that the manifest is gone too.
    await recordManifestsDeleted(registry, repository, digests);
  }
}
