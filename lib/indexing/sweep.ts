import "server-only";
import { findIndexedRegistry, finishSweep, updateIndexedRegistry } from "@/lib/catalog/indexed-registry-store";
import { refreshCatalog } from "@/lib/catalog/refresh-catalog";
import { forgetUnusedTagNames } from "@/lib/catalog/tag-names";
import { database } from "@/lib/db/database";
import { isAppError } from "@/lib/errors/app-error";
import { getCapabilities } from "@/lib/registry/get-capabilities";
import { listKey, listTask, queueTags, tagKey, unread } from "./index-tasks";
import { newestNames } from "./newest-names";
import { isOutage } from "./pace";
import type { RegistryIndexer } from "./registry-indexer";
import { countRepositories, type DueTag, listTagsToCheck, listUnlisted, listUnreadTags } from "./sweep-store";

// The queue is filled up again before it is empty.
const fillUpAt = 100;
const fill = 500;
// Conditional requests of one sweep for each repository, beside the one for its list of tags.
const checksPerRepository = 0.4;

/**
 * One sweep over the registry: its catalog, each repository's list of tags, every tag that was not read yet, and another
 * look at some that were. One that was cut off goes on where it was.
 */
export async function sweep(indexer: RegistryIndexer): Promise<void> {
  const { registry } = indexer;
  const known = await findIndexedRegistry(registry);
  const unfinished = (known?.sweep_started_at ?? 0) > (known?.sweep_finished_at ?? 0);
  const startedAt = unfinished ? (known?.sweep_started_at as number) : Date.now();
  await updateIndexedRegistry(registry, { sweep_started_at: startedAt });
  for (const phase of [readCatalog, listAll, readUnread, checkSome]) {
    await phase(indexer, startedAt);
    if (indexer.signal.aborted) return;
  }
  await finishSweep(registry, Date.now());
  indexer.changes.note(null);
  await forgetUnusedTagNames(database());
}

/** Adds what the catalog names. A catalog that can't be read, or lacks some names, takes nothing away. */
async function readCatalog(indexer: RegistryIndexer): Promise<void> {
  const { connection } = indexer;
  const run = async () => {
    indexer.careful = (await getCapabilities(connection)).pullThroughCache;
    try {
      if ((await refreshCatalog(connection)) > 0) indexer.changes.note(null);
    } catch (error) {
      if (isOutage(error) || !isAppError(error)) throw error;
    }
  };
  indexer.add("moved", [{ key: "catalog", run }]);
  await indexer.untilDone();
}

async function listAll(indexer: RegistryIndexer, startedAt: number): Promise<void> {
  const attempted = new Set<string>();
  for (;;) {
    const due = await listUnlisted(indexer.registry, startedAt, attempted.size + fill);
    const names = due.filter((name) => !attempted.has(name) && !indexer.isKnown(listKey(name)));
    if (names.length === 0 || indexer.signal.aborted) return indexer.untilDone();
    for (const name of names) attempted.add(name);
    indexer.add(
      "rest",
      names.map((name) => listTask(indexer, name)),
    );
    await indexer.untilFewerWait(fillUpAt);
  }
}

async function readUnread(indexer: RegistryIndexer, startedAt: number): Promise<void> {
  if (indexer.careful) return;
  for (;;) {
    const due = await listUnreadTags(indexer.registry, { checkedBefore: startedAt, limit: fill + fillUpAt });
    const tags = due.filter(({ repositoryId, tag }) => !indexer.isKnown(tagKey(repositoryId, tag)));
    if (indexer.signal.aborted) return;
    if (tags.length === 0) {
      await indexer.untilDone();
      if (due.length === 0) return;
      continue;
    }
    queueByRepository(indexer, tags, true);
    await indexer.untilFewerWait(fillUpAt);
  }
}

async function checkSome(indexer: RegistryIndexer, startedAt: number): Promise<void> {
  if (indexer.careful) return;
  const limit = Math.ceil((await countRepositories(indexer.registry)) * checksPerRepository);
  queueByRepository(indexer, await listTagsToCheck(indexer.registry, { checkedBefore: startedAt, limit }), false);
  await indexer.untilDone();
}

function queueByRepository(indexer: RegistryIndexer, due: DueTag[], isUnread: boolean): void {
  const groups = [...Map.groupBy(due, (tag) => tag.repositoryId).values()];
  // Each is put before the last one.
  for (const group of groups.reverse()) {
    const [first] = group as [DueTag];
    const tags = newestNames(group.map(({ tag }) => tag));
    queueTags(indexer, "rest", first, tags, isUnread ? unread : { listed: true });
  }
}
