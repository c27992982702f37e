import "server-only";
import { announceToIndex } from "./index-announcements";
import { writeNow } from "./kept-writes";
import type { TakenBy } from "./note-tag-moves";
import { findRepository } from "./repository-store";

/**
 * Takes tags out of the index that were just removed from the registry; `deleted`: their manifests by digest with them,
 * `takenBy`: who did it by which deletion. Throws where that can't be written.
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
