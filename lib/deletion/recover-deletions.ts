import "server-only";
import { systemActor } from "@/lib/auth/actor";
import { recordAudit } from "@/lib/auth/record-audit";
import { isAppError } from "@/lib/errors/app-error";
import { problemOf } from "@/lib/errors/problem";
import { inTurn } from "@/lib/jobs/in-turn";
import { isOwnerGone } from "@/lib/jobs/lease-owner";
import { repeat } from "@/lib/jobs/repeat";
import { logger } from "@/lib/logging/logger";
import { getConnection } from "@/lib/registry/connection";
import { isAtWork, takeUp } from "./carrying-out/deletion-runner";
import { settleAll } from "./carrying-out/settle-cut-off";
import { listItems, listWithOpenItems, settleItems } from "./journal/deletion-item-store";
import { getDeletionRow, listDeletionsIn } from "./journal/deletion-store";
import type { DeletionRow } from "./journal/deletion-tables";
import { abandonedMs } from "./journal/keep-touched";
import { finish, rest } from "./journal/transitions";
import { listRestoring, stopRestoring } from "./undo/restore-store";
import { recoverRestores } from "./undo/run-restore";

const retryMs = 60_000;
// After this time somebody may have restored what was deleted, or the database may be a copy from before that.
const tooOldMs = 5 * 60_000;

/**
 * Takes up the deletions that a crash or an outage cut off. Those that somebody waited for are settled and closed;
 * others resume by themselves, unless they were cut off more than a few minutes ago. Open items of a paused or finished
 * deletion are settled. Returns how many could not be settled because the registry is out of reach; they stay for the
 * next call.
 */
export async function recoverDeletions(): Promise<number> {
  let open = 0;
  const unfinished = await listDeletionsIn(["queued", "running"]);
  const known = new Set(unfinished.map(({ id }) => id));
  const resting = (await listWithOpenItems()).filter((id) => !known.has(id));
  for (const deletion of [...unfinished, ...(await Promise.all(resting.map(getDeletionRow)))]) {
    try {
      if (!(await recover(deletion))) open++;
    } catch (error) {
      if (!isAppError(error)) throw error;
      open++;
      logger().warn({ err: error, deletion: deletion.id }, "a deletion that was cut off could not be settled yet");
    }
  }
  return open;
}

/** Returns false if the deletion has to wait. */
async function recover(deletion: DeletionRow): Promise<boolean> {
  const { registry, repository, state, resumes } = deletion;
  if (state !== "queued" && state !== "running") {
    const run = { deletion, connection: getConnection(registry), mayGoOn: () => true };
    await inTurn(registry, repository, () => settleAll(run, { state: "planned" }));
    return !(await hasOpenItems(deletion));
  }
  if (resumes === 1) await goOn(deletion);
  else return !mayBeUnderWay(deletion) && close(deletion);
  return true;
}

async function hasOpenItems({ id }: DeletionRow): Promise<boolean> {
  return (await listItems(id, { state: "intended", limit: 1 })).length > 0;
}

/** Looks every minute, from now on, for anything that was cut off, in this console or in one that is gone. */
export function keepRecovering(): void {
  repeat(retryMs, "deletions that were cut off could not be settled", () =>
    Promise.all([recoverDeletions(), recoverRestores()]),
  );
}

// This console, or another one on the same database, may be working on it.
function mayBeUnderWay({ owner, touched_at }: DeletionRow): boolean {
  if (owner === null || isOwnerGone(owner)) return false;
  return Date.now() - touched_at < abandonedMs;
}

async function goOn({ id, touched_at }: DeletionRow): Promise<void> {
  if (isAtWork(id)) return;
  if (Date.now() - touched_at < tooOldMs) return void takeUp(id);
  await rest(
    id,
    toBeLookedAt("It was interrupted some time ago. Check what is left of the plan before you resume it."),
  );
}

const toBeLookedAt = (detail: string) => problemOf("plan-expired", detail);

/**
 * Pauses everything that is recorded as running, because the database is an older copy: the recorded work may have been
 * done, and undone, long ago.
 */
export async function restOlderCopy(): Promise<void> {
  const detail =
    "The console's database was restored from a backup. Check what is left of the plan: some of it may have been restored on purpose since.";
  for (const { id } of await listDeletionsIn(["queued", "running"])) await rest(id, toBeLookedAt(detail));
  for (const { id } of await listRestoring()) await stopRestoring(id, toBeLookedAt(detail));
  logger().warn("the database is an older copy: deletions that it says are under way don't go on by themselves");
}

/** Returns false while an item is still open. */
function close(deletion: DeletionRow): Promise<boolean> {
  const { id, registry, repository, created_by } = deletion;
  return inTurn(registry, repository, async () => {
    if ((await getDeletionRow(id)).state !== "running") return true;
    // The person who asked for it saw it fail, and may have changed their mind.
    const unchanged = {
      state: "skipped",
      detail: "Interrupted before the registry was changed. It is still there.",
    } as const;
    const run = { deletion, connection: getConnection(registry), mayGoOn: () => true };
    const endings = await settleAll(run, unchanged);
    if (await hasOpenItems(deletion)) return false;
    const left = await listItems(id, { state: "planned" });
    await settleItems(
      id,
      left.map(({ at }) => ({ at, ...unchanged })),
    );
    await finish(id, "done");
    const items = await listItems(id);
    const first = items.find((item) => item.tag !== null) ?? items[0];
    const ending = endings.find(({ at }) => at === first?.at);
    await recordAudit({
      actor: systemActor,
      action: "tag:delete",
      registry,
      repository,
      subject: first ? `${first.tag ?? ""}@${first.digest}` : id,
      outcome: ending?.state === "done" ? "succeeded" : "failed",
      detail: `${ending?.detail ?? unchanged.detail} Begun by ${created_by}.`,
    });
    return true;
  });
}
