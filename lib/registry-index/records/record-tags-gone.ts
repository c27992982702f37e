import "server-only";
import type { TakenBy } from "@/lib/registry-index/facts/note-tag-moves";
import { findRepository } from "@/lib/registry-index/tags/repository-store";
import { writeNow } from "@/lib/registry-index/writing/write-behind";
import { announceToIndex } from "./index-announcements";

/**
 * Removes tags from the index that were just removed from the registry. `deleted`: the tag's manifest was deleted by
 * digest with it. `takenBy`: who did it, by which deletion. Throws if this can't be written.
 */
export async function recordTagsGone(
  registry: string,
  repository: string,
  tags: readonly { tag: string; deleted: boolean }[],
  takenBy: TakenBy,
): Promise<void> {
  const known = tags.length > 0 ? await findRepository(registry, repository) : null;
  if (!known) return;
  const base = { repositoryId: known.id, checkedAt: Date.now(), found: "gone", digest: null } as const;
  await writeNow((batch) => batch.tags.push(...tags.map((one) => ({ ...base, ...one, takenBy }))));
  announceToIndex("changed", { registry, repositories: [repository] });
}
