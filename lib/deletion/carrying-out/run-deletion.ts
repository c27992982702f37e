import "server-only";
import { systemActor } from "@/lib/auth/actor";
import { recordAudit } from "@/lib/auth/record-audit";
import { countItems, listItems } from "@/lib/deletion/journal/deletion-item-store";
import { getDeletionRow } from "@/lib/deletion/journal/deletion-store";
import type { DeletionRow, JournalItem } from "@/lib/deletion/journal/deletion-tables";
import { finish, rest } from "@/lib/deletion/journal/transitions";
import { AppError, failureOf } from "@/lib/errors/app-error";
import { toProblem } from "@/lib/errors/problem";
import { inTurn } from "@/lib/jobs/in-turn";
import { logger } from "@/lib/logging/logger";
import { getConnection } from "@/lib/registry/connection";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { hideWhileEmpty } from "@/lib/registry-index/tags/repository-store";
import {
  type BatchOutcome,
  type CarryingOut,
  leaveProtected,
  nothingDone,
  removeManifests,
  removeTags,
} from "./carry-out";
import { settleAll, settleCutOff } from "./settle-cut-off";
import { tellWhatIsListed } from "./tell-what-is-listed";

// For a placeholder, the registry scans all tags of the repository once, however many tags name it.
const tagsAtOnce = { tag: 32, untag: 200 } as const;

// While a registry, or this machine, is slow, a few decisions become outdated before anything is done.
const mostFruitless = 5;

type Steering = {
  isStopping: () => boolean;
  /** Returns whether this console certainly still holds the turn. */
  isHeld: () => boolean;
};

/**
 * Carries out the rest of a deletion, batch by batch, until it is over, somebody asks it to pause or cancel, or
 * `isStopping`. Every step is in the journal before it is taken. Failures of the registry or the database are not
 * thrown: they pause the deletion, with the reason.
 */
export async function runDeletion(id: string, { isStopping, isHeld }: Steering): Promise<void> {
  const deletion = await getDeletionRow(id);
  const { registry, repository } = deletion;
  const mayGoOn = () => !isStopping() && isHeld();
  const obstacleOf = (error: unknown) => {
    if (!(error instanceof AppError)) logger().error({ err: error, deletion: id }, "a deletion failed");
    return failureOf(error);
  };
  try {
    const run: CarryingOut = { deletion, connection: getConnection(registry), mayGoOn };
    const obstacle = await carryOutAll(run).catch(obstacleOf);
    // What is said to be done while the deletion is paused must be so.
    if (obstacle && mayGoOn()) await inTurn(registry, repository, () => tellWhatIsListed(run, "planned"));
    if (obstacle) await restWith(deletion, obstacle);
  } catch (error) {
    await restWith(deletion, obstacleOf(error));
  }
}

/** Returns why the deletion can't continue, or null. */
async function carryOutAll(run: CarryingOut): Promise<BatchOutcome["obstacle"]> {
  const { id, registry, repository } = run.deletion;
  await inTurn(registry, repository, () => settleCutOff(run, { state: "planned" }));
  for (let fruitless = 0; fruitless < mostFruitless; ) {
    const { wanted } = await getDeletionRow(id);
    if (wanted) {
      // No placeholder may stay on a tag while the deletion is paused or cancelled.
      await inTurn(registry, repository, () => settleAll(run, { state: "planned" }));
      return wanted === "pause" ? restWith(run.deletion, null) : finishAs(run.deletion, "cancelled");
    }
    if (!run.mayGoOn()) return null;
    const batch = await nextBatch(run);
    if (batch.length === 0) return end(run);
    const { obstacle, lost, ended } = await inTurn(registry, repository, () => carryOutBatch(run, batch));
    announceToIndex("changed", { registry, repositories: [] });
    if (obstacle?.code === "delete-ignored" && (await nextBatch(run)).length === 0) return end(run);
    if (obstacle || lost) return obstacle ?? silence;
    fruitless = ended > 0 ? 0 : fruitless + 1;
  }
  return tooSlow;
}

/**
 * Returns null if the deletion is over. Otherwise it pauses, because the outcome of a started item is still unknown.
 */
async function end(run: CarryingOut): Promise<BatchOutcome["obstacle"]> {
  const { id, registry, repository } = run.deletion;
  await inTurn(registry, repository, () => settleAll(run, halfWay));
  if ((await listItems(id, { state: "intended", limit: 1 })).length > 0) return silence;
  return finishAs(run.deletion, "done");
}

export const tooSlow = {
  code: "registry-timeout" as const,
  detail: "The registry is too slow: its answers were outdated before the next step could start.",
};

const silence = {
  code: "registry-failed" as const,
  detail: "The registry stopped responding during a delete. The result is checked when this resumes.",
};
const halfWay = {
  state: "failed" as const,
  code: "registry-failed" as const,
  detail: "The registry returned an error halfway. It is still there.",
};

export async function carryOutBatch(run: CarryingOut, batch: JournalItem[]): Promise<BatchOutcome> {
  const items = await leaveProtected(run, batch);
  if (items.length === 0) return { ...nothingDone, ended: batch.length };
  if (items[0]?.method === "manifest") return removeManifests(run, items);
  return removeTags(
    run,
    items.filter((item) => item.tag !== null),
  );
}

/**
 * Returns some tags that are removed by the same method or, when no tags are left to remove on their own, everything
 * that is deleted by digest. Until one tag is done by a method, its batches hold a single tag, if possible one that
 * names something: if the registry only claims to delete, only that tag must be put back.
 */
export async function nextBatch({ deletion: { id } }: CarryingOut): Promise<JournalItem[]> {
  for (const method of ["tag", "untag"] as const) {
    const first = { state: "planned", method, limit: 1 } as const;
    const [tag] = [...(await listItems(id, { ...first, named: true })), ...(await listItems(id, first))];
    if (!tag) continue;
    const [done] = await listItems(id, { state: "done", method, limit: 1 });
    return done ? listItems(id, { state: "planned", method, limit: tagsAtOnce[method] }) : [tag];
  }
  return listItems(id, { state: "planned" });
}

async function restWith({ id, registry }: DeletionRow, problem: BatchOutcome["obstacle"]): Promise<null> {
  await rest(id, problem && toProblem(problem));
  announceToIndex("changed", { registry, repositories: [] });
  return null;
}

async function finishAs(deletion: DeletionRow, state: "done" | "cancelled"): Promise<null> {
  const { id, registry, repository, created_by, created_by_id, whole_repository, hide_name } = deletion;
  await finish(id, state);
  announceToIndex("changed", { registry, repositories: [] });
  if (state === "done" && whole_repository === 1 && hide_name === 1) await hideWhileEmpty(registry, repository, true);
  const counts = (await countItems([id])).get(id);
  await recordAudit({
    actor: { ...systemActor, username: created_by, userId: created_by_id },
    action: "tags:delete",
    registry,
    repository,
    subject: id,
    detail: { state, ...counts },
    outcome: state === "done" && counts?.failed === 0 ? "succeeded" : "failed",
  });
  return null;
}
