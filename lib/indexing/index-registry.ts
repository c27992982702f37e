import "server-only";
import { logger } from "@/lib/logging/logger";
import type { RegistryConnection } from "@/lib/registry/connection";
import { listUnreadNames } from "@/lib/registry-index/questions/due-for-sweep";
import { findKnownTags } from "@/lib/registry-index/questions/known-tags";
import {
  announceToIndex,
  type IndexAnnouncement,
  onIndexAnnouncement,
} from "@/lib/registry-index/records/index-announcements";
import { findIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { findRepository } from "@/lib/registry-index/tags/repository-store";
import { keepMeasured, type MeasuringOptions, measuringOptions } from "@/lib/storage/keep-measured";
import { listTask, queueTags, unread } from "./index-tasks";
import { newestNames } from "./newest-names";
import { RegistryIndexer } from "./registry-indexer";
import { sweep } from "./sweep";

export type IndexingOptions = {
  /** From the end of one sweep to the start of the next. */
  sweepEveryMs: number;
  measuring: MeasuringOptions;
};

export const indexingOptions: IndexingOptions = {
  sweepEveryMs: 10 * 60_000,
  measuring: measuringOptions,
};

const inSightFreshMs = 15_000;
// A look at a large repository leads to thousands of requests; the next look continues.
const mostOfLook = 5_000;

/**
 * Keeps the index of one registry until the signal is aborted: reads what users look at, what is reported to have
 * moved, and everything from time to time. Resolves when it has stopped.
 */
export async function indexRegistry(
  connection: RegistryConnection,
  { sweepEveryMs, measuring }: IndexingOptions,
  signal: AbortSignal,
): Promise<void> {
  const indexer = new RegistryIndexer(connection, signal);
  const isOurs = ({ registry }: { registry: string }) => registry === indexer.registry;
  const onChange = () => indexer.changes.note(null);
  const storage = keepMeasured(indexer.registry, { ...measuring, onChange }, signal);
  const sweeps = repeatSweeps(indexer, sweepEveryMs, storage.hurry);
  const forget = [
    onIndexAnnouncement("look", (look) => isOurs(look) && takeLook(indexer, look)),
    onIndexAnnouncement("sight", (sight) => isOurs(sight) && takeHint(indexer, takeSight(indexer, sight))),
    onIndexAnnouncement("moved", (moved) => isOurs(moved) && takeHint(indexer, takeMoved(indexer, moved))),
    onIndexAnnouncement("sweep", (wanted) => isOurs(wanted) && sweeps.now()),
    onIndexAnnouncement("collected", (collected) => isOurs(collected) && storage.hurry()),
    onIndexAnnouncement("changed", (changed) => isOurs(changed) && storage.note()),
  ];
  await Promise.all([indexer.run(), sweeps.done, storage.done]);
  for (const end of forget) end();
}

// An announcement is a hint: if the database can't be asked now, the next sweep finds out.
function takeHint(indexer: RegistryIndexer, taking: Promise<void>): void {
  taking.catch((error) => logger().warn({ err: error, registry: indexer.registry }, "a hint could not be followed"));
}

/**
 * Lists the repository that a user looks at, and reads the rest of it before other repositories. Each look is answered
 * separately.
 */
function takeLook(indexer: RegistryIndexer, { id, repository }: IndexAnnouncement<"look">): void {
  const task = listTask(indexer, repository, {
    whenListed: (listed) => {
      announceToIndex("looked", { id, problem: "problem" in listed ? listed.problem : null });
      if (!("problem" in listed)) takeHint(indexer, queueRest(indexer, repository, listed.repositoryId));
    },
  });
  indexer.add("sight", [{ ...task, key: `look ${id}` }]);
}

async function queueRest(indexer: RegistryIndexer, repository: string, repositoryId: number): Promise<void> {
  if (indexer.namesOnly) return;
  const names = newestNames(await listUnreadNames(repositoryId)).slice(0, mostOfLook);
  queueTags(indexer, "newest", { repository, repositoryId }, names, unread);
}

async function takeSight(
  indexer: RegistryIndexer,
  { registry, repository, tags }: IndexAnnouncement<"sight">,
): Promise<void> {
  const row = await findRepository(registry, repository);
  if (!row || indexer.namesOnly) return;
  const stale = Date.now() - inSightFreshMs;
  const due = new Set(
    (await findKnownTags(row.id, tags)).flatMap((known) => (known.checkedAt < stale ? known.tag : [])),
  );
  const inOrder = tags.filter((tag) => due.has(tag));
  queueTags(indexer, "sight", { repository, repositoryId: row.id }, inOrder);
}

async function takeMoved(
  indexer: RegistryIndexer,
  { registry, repository, tags }: IndexAnnouncement<"moved">,
): Promise<void> {
  const known = await findRepository(registry, repository);
  // A repository that was reported but never listed may have more tags than these.
  if (!known || known.listed_at === null) indexer.add("moved", [listTask(indexer, repository)]);
  if (!known || indexer.namesOnly) return;
  queueTags(indexer, "moved", { repository, repositoryId: known.id }, tags, { listed: false });
}

/** Sweeps repeatedly; `now` sweeps without waiting for the time of the next sweep. */
function repeatSweeps(
  indexer: RegistryIndexer,
  everyMs: number,
  onSwept: () => void,
): { done: Promise<void>; now: () => void } {
  let hurry: () => void = () => undefined;
  let wanted = false;
  const { signal } = indexer;
  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
      if (signal.aborted || wanted) hurry();
    });
  signal.addEventListener("abort", () => hurry());
  const repeat = async () => {
    const last = await findIndexedRegistry(indexer.registry).catch(() => null);
    // An outage that was recorded before this start may be over.
    const due = last?.problem ? 0 : (last?.sweep_finished_at ?? 0) + everyMs;
    await wait(Math.max(0, due - Date.now()));
    while (!signal.aborted) {
      wanted = false;
      try {
        await sweep(indexer);
        onSwept();
      } catch (error) {
        logger().error({ err: error, registry: indexer.registry }, "a sweep of the registry failed");
      }
      await wait(everyMs);
    }
  };
  return {
    done: repeat(),
    now: () => {
      wanted = true;
      hurry();
    },
  };
}
