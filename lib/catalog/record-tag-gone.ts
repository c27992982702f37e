import "server-only";
import { announceToIndex } from "./index-announcements";
import { writeNow } from "./kept-writes";
import { findRepository } from "./repository-store";

/**
 * Takes a tag out of the index that was just removed from the registry; `deleted`: its manifest by digest with it.
 * Throws where that can't be written.
 */
export async function recordTagGone(
  registry: string,
  repository: string,
  tag: string,
  { deleted }: { deleted: boolean },
): Promise<void> {
  const known = await findRepository(registry, repository);
  if (!known) return;
  const reading = { repositoryId: known.id, tag, checkedAt: Date.now(), found: "gone", digest: null, deleted } as const;
  await writeNow((batch) => batch.tags.push(reading));
  announceToIndex("changed", { registry, repositories: [repository] });
}
