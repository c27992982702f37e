import "server-only";
import type { ItemProblem } from "@/lib/contract/problem";
import { isFloatingTag } from "@/lib/oci/floating-tag";
import { findKnownTags } from "@/lib/registry-index/questions/known-tags";
import { type Listed, listRepository } from "./list-repository";
import { newestNames } from "./newest-names";
import { type Known, readTag } from "./read-tag";
import type { RegistryIndexer } from "./registry-indexer";
import type { Task, Urgency } from "./task-queue";

/** This many tags of each repository, those it shows first, are read before the rest of any repository. */
export const firstOfEach = 20;
const mostFloating = 20;
const freshMs = 2_000;

export const listKey = (repository: string) => `list ${repository}`;
export const tagKey = (repositoryId: number, tag: string) => `tag ${repositoryId} ${tag}`;

type ListOptions = {
  /** Called with the outcome. */
  whenListed?: (listed: Listed | { problem: ItemProblem }) => void;
  /** Whether the newest of the new tags are read next; true by default. */
  readNewest?: boolean;
};

/** Returns a task that lists a repository and queues what follows from its list. */
export function listTask(
  indexer: RegistryIndexer,
  repository: string,
  { whenListed = () => undefined, readNewest = true }: ListOptions = {},
): Task {
  const run = async () => {
    const listed = await listRepository(indexer.connection, repository);
    if ("problem" in listed || listed.added.length > 0) indexer.changes.note(repository);
    if (!("problem" in listed)) queueListed(indexer, repository, listed, readNewest);
    whenListed(listed);
  };
  return { key: listKey(repository), run };
}

function queueListed(indexer: RegistryIndexer, repository: string, listed: Listed, readNewest: boolean): void {
  const { repositoryId, tags, added, vanished } = listed;
  queueTags(indexer, "moved", { repository, repositoryId }, vanished, { listed: false });
  if (indexer.namesOnly) return;
  const isNew = new Set(added);
  // When there is a new version, `latest` and similar tags have often moved to it.
  const moving =
    added.length > 0 && isNew.size < tags.length ? tags.filter((tag) => isFloatingTag(tag) && !isNew.has(tag)) : [];
  queueTags(indexer, "moved", { repository, repositoryId }, moving.slice(0, mostFloating));
  const newest = readNewest ? newestNames(added).slice(0, firstOfEach) : [];
  queueTags(indexer, "newest", { repository, repositoryId }, newest, unread);
}

type Whose = { repository: string; repositoryId: number };

export const unread: Known = { digest: null, broken: false, listed: true, fresh: false };

/**
 * Queues looks at tags, in this order. What is known about a tag is looked up when its turn comes, unless it is given.
 */
export function queueTags(
  indexer: RegistryIndexer,
  urgency: Urgency,
  { repository, repositoryId }: Whose,
  tags: string[],
  known: Known | { listed: boolean } = { listed: true },
): void {
  const place = { connection: indexer.connection, repository, repositoryId };
  const look = async (tag: string) => {
    await readTag(place, tag, "digest" in known ? known : await knownOf(repositoryId, tag, known.listed));
    indexer.changes.note(repository);
  };
  indexer.add(
    urgency,
    tags.map((tag) => ({ key: tagKey(repositoryId, tag), run: () => look(tag) })),
  );
}

async function knownOf(repositoryId: number, tag: string, listed: boolean): Promise<Known> {
  const [known] = await findKnownTags(repositoryId, [tag]);
  const fresh = (known?.seenAt ?? 0) > Date.now() - freshMs;
  return { digest: known?.digest ?? null, broken: known?.broken ?? false, listed, fresh };
}
