import "server-only";
import { processWide } from "@/lib/process/process-wide";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";

/** Repositories with reported events, and their tags to look at; null if no tag is to be looked at. */
type Waiting = Map<string, Set<string> | null>;

const waitMs = 50;
// As many names as fit into one announcement at their greatest length.
const mostTags = 40;
const mostRepositories = 25;

const waiting = () => processWide("index-hints", () => new Map<string, Waiting>());

/**
 * Announces to the index, soon and together with other events of the repository, that its counts have changed and that
 * these tags are to be looked at; null if nothing of the repository has moved.
 */
export function hintAtIndex(registry: string, repository: string, tags: readonly string[] | null): void {
  const known = waiting().get(registry);
  const repositories: Waiting = known ?? new Map();
  if (!known) {
    waiting().set(registry, repositories);
    setTimeout(() => tell(registry), waitMs).unref();
  }
  const all = repositories.get(repository) ?? (tags && new Set());
  for (const tag of tags ?? []) all?.add(tag);
  repositories.set(repository, all);
}

function tell(registry: string): void {
  const repositories = waiting().get(registry);
  if (!repositories) return;
  waiting().delete(registry);
  for (const [repository, tags] of repositories) {
    if (tags?.size === 0) announceToIndex("moved", { registry, repository, tags: [] });
    for (const some of inChunks(tags ?? [], mostTags)) announceToIndex("moved", { registry, repository, tags: some });
  }
  const names = [...repositories.keys()];
  announceToIndex("changed", { registry, repositories: names.length > mostRepositories ? null : names });
}
