import "server-only";
import { announceToIndex } from "@/lib/catalog/index-announcements";
import { recordRestored } from "@/lib/catalog/record-restored";
import { AppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import { logger } from "@/lib/logging/logger";
import { processWide } from "@/lib/process/process-wide";
import { onShutdown } from "@/lib/process/shutdown";
import { getConnection } from "@/lib/registry/connection";
import { getDeletionRow } from "./deletion-store";
import type { DeletionItemRow, DeletionRow } from "./deletion-tables";
import { inTurn } from "./in-turn";
import { PutBack } from "./put-back";
import { listRestoring, nextToRestore, type RestoreEnding, settleRestored } from "./restore-store";

type Runner = { active: Map<string, Promise<void>>; stopping: boolean };

const runner = () =>
  processWide<Runner>("restore-runner", () => {
    const made: Runner = { active: new Map(), stopping: false };
    onShutdown(async () => {
      made.stopping = true;
      await Promise.all(made.active.values());
    });
    return made;
  });

const itemsAtOnce = 64;
const requestsAtOnce = 8;

/** Puts back what of a deletion is to be put back; returns when that is over. Putting back twice changes nothing. */
export function takeUpRestore(id: string): Promise<void> {
  const { active } = runner();
  const known = active.get(id);
  // What was added while the last of the earlier was put back is found by another look.
  const work = (known ?? Promise.resolve())
    .then(() => putAllBack(id))
    .catch((error: unknown) => logger().error({ err: error, deletion: id }, "a deletion could not be undone"))
    .finally(() => active.get(id) === work && active.delete(id));
  active.set(id, work);
  return work;
}

/** Takes up what a crash cut off. */
export async function recoverRestores(): Promise<void> {
  for (const id of await listRestoring()) void takeUpRestore(id);
}

async function putAllBack(id: string): Promise<void> {
  const deletion = await getDeletionRow(id);
  const { registry, repository } = deletion;
  // Kept for all batches: what is found to be there is not looked for again.
  const putBack = new PutBack(getConnection(registry), repository);
  for (;;) {
    const items = await nextToRestore(id, itemsAtOnce);
    if (items.length === 0 || runner().stopping) return;
    const endings = await inTurn(registry, repository, () => putSomeBack(putBack, deletion, items)).catch(
      (error: unknown) => items.map(({ at }): RestoreEnding => ({ at, problem: problemOf(error) })),
    );
    await settleRestored(id, endings);
    announceToIndex("changed", { registry, repositories: [] });
  }
}

async function putSomeBack(
  putBack: PutBack,
  { registry, repository }: DeletionRow,
  items: DeletionItemRow[],
): Promise<RestoreEnding[]> {
  const endings: RestoreEnding[] = [];
  const tags: string[] = [];
  await forEachAtOnce(items, requestsAtOnce, async ({ at, tag, digest }) => {
    try {
      if (digest === null) throw new AppError("conflict", "This tag named nothing that could be put back.");
      await (tag === null ? putBack.manifest(digest) : putBack.tag(tag, digest));
      if (tag !== null) tags.push(tag);
      endings.push({ at, problem: null });
    } catch (error) {
      endings.push({ at, problem: problemOf(error) });
    }
  });
  await recordRestored(registry, repository, { digests: putBack.takePresent(), tags });
  return endings;
}

function problemOf(error: unknown): RestoreEnding["problem"] {
  if (error instanceof AppError) return { type: `/problems/${error.code}`, detail: error.detail };
  logger().error({ err: error }, "an item of a deletion could not be put back");
  return { type: "/problems/internal", detail: "The console failed." };
}
