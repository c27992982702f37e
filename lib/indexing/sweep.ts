import "server-only";
import { refreshCatalog } from "@/lib/catalog/reading/refresh-catalog";
import { database } from "@/lib/db/database";
import { isAppError } from "@/lib/errors/app-error";
import { getCapabilities } from "@/lib/registry/get-capabilities";
import { forgetUnusedTagNames } from "@/lib/registry-index/labels/tag-names";
import {
  countRepositories,
  type DueTag,
  listPartlyRead,
  listTagsToCheck,
  listUnlisted,
  listUnreadNames,
  listUnreadTags,
} from "@/lib/registry-index/questions/due-for-sweep";
import {
  findIndexedRegistry,
  finishSweep,
  updateIndexedRegistry,
} from "@/lib/registry-index/tags/indexed-registry-store";
import { firstOfEach, listKey, listTask, queueTags, tagKey, unread } from "./index-tasks";
import { newestNames } from "./newest-names";
import { isOutage } from "./pace";
import type { RegistryIndexer } from "./registry-indexer";

// The queue is refilled before it is empty.
const fillUpAt = 100;
const fill = 500;
const repositoriesAtOnce = 25;
// Conditional requests of one sweep per repository, in addition to the one for its tag list.
const checksPerRepository = 0.4;

/**
 * Sweeps the registry once: reads its catalog, each repository's tag list and every tag that was not read yet, the
 * newest of each repository first, and looks again at some tags that were. An interrupted sweep continues where it
 * stopped.
 */
export async function sweep(indexer: RegistryIndexer): Promise<void> {
  const { registry } = indexer;
  const known = await findIndexedRegistry(registry);
  const unfinished = (known?.sweep_started_at ?? 0) > (known?.sweep_finished_at ?? 0);
  const startedAt = unfinished ? (known?.sweep_started_at as number) : Date.now();
  await updateIndexedRegistry(registry, { sweep_started_at: startedAt });
  for (const phase of [readCatalog, listAll, readNewest, readUnread, checkSome]) {
    await phase(indexer, startedAt);
    if (indexer.signal.aborted) return;
  }
  // Its last task may have failed to record that the registry is back, and the next one may be far off.
  await finishSweep(registry, Date.now(), indexer.isReachable);
  indexer.changes.note(null);
  await forgetUnusedTagNames(database());
}

/** Adds the repositories that the catalog names. A catalog that can't be read, or lacks some names, removes nothing. */
async function readCatalog(indexer: RegistryIndexer): Promise<void> {
  const { connection } = indexer;
  const run = async () => {
    await evenIfRefused(async () => {
      indexer.namesOnly = (await getCapabilities(connection)).pullThroughCache;
    });
    await evenIfRefused(async () => {
      if ((await refreshCatalog(connection)) > 0) indexer.changes.note(null);
    });
  };
  indexer.add("moved", [{ key: "catalog", run }]);
  await indexer.untilDone();
}

/** Ignores a failed answer, so that the next question is asked; throws an outage. */
async function evenIfRefused(ask: () => Promise<void>): Promise<void> {
  try {
    await ask();
  } catch (error) {
    if (isOutage(error) || !isAppError(error)) throw error;
  }
}

async function listAll(indexer: RegistryIndexer, startedAt: number): Promise<void> {
  const attempted = new Set<string>();
  for (;;) {
    const due = await listUnlisted(indexer.registry, startedAt, attempted.size + fill);
    const names = due.filter((name) => !attempted.has(name) && !indexer.isKnown(listKey(name)));
    if (names.length === 0 || indexer.signal.aborted) return indexer.untilDone();
    for (const name of names) attempted.add(name);
    indexer.add(
      "names",
      names.map((name) => listTask(indexer, name, { readNewest: false })),
    );
    await indexer.untilFewerWait(fillUpAt);
  }
}

/** Runs after all lists: reads the tags that each repository shows first, before the rest of any repository. */
async function readNewest(indexer: RegistryIndexer): Promise<void> {
  if (indexer.namesOnly) return;
  for (let after = 0; !indexer.signal.aborted; ) {
    const some = await listPartlyRead(indexer.registry, after, repositoriesAtOnce);
    const last = some.at(-1);
    if (!last) return;
    after = last.id;
    // Each addition goes before the previous one.
    for (const { id, name } of some.reverse()) {
      const newest = newestNames(await listUnreadNames(id)).slice(0, firstOfEach);
      queueTags(indexer, "newest", { repository: name, repositoryId: id }, newest, unread);
    }
    await indexer.untilFewerWait(fillUpAt);
  }
}

async function readUnread(indexer: RegistryIndexer, startedAt: number): Promise<void> {
  if (indexer.namesOnly) return;
  for (;;) {
    const due = await listUnreadTags(indexer.registry, { checkedBefore: startedAt, limit: fill + indexer.known });
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
  if (indexer.namesOnly) return;
  const limit = Math.ceil((await countRepositories(indexer.registry)) * checksPerRepository);
  queueByRepository(indexer, await listTagsToCheck(indexer.registry, { checkedBefore: startedAt, limit }), false);
  await indexer.untilDone();
}

function queueByRepository(indexer: RegistryIndexer, due: DueTag[], isUnread: boolean): void {
  const groups = [...Map.groupBy(due, (tag) => tag.repositoryId).values()];
  // Each addition goes before the previous one.
  for (const group of groups.reverse()) {
    const [first] = group as [DueTag];
    const tags = newestNames(group.map(({ tag }) => tag));
    queueTags(indexer, "rest", first, tags, isUnread ? unread : { listed: true });
  }
}
