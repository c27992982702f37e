import "server-only";
import { systemActor } from "@/lib/auth/actor";
import { recordAudit } from "@/lib/auth/record-audit";
import { countItems, listItems } from "@/lib/deletion/journal/deletion-item-store";
import { getDeletionRow } from "@/lib/deletion/journal/deletion-store";
import type { DeletionItemRow, DeletionRow } from "@/lib/deletion/journal/deletion-tables";
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

// A placeholder costs the registry one look through all tags of the repository, however many stand behind it.
const tagsAtOnce = { tag: 32, untag: 200 } as const;

// A few decisions grow too old before anything is done where a registry, or this machine, is slow for a while.
const mostFruitless = 5;

type Steering = {
  isStopping: () => boolean;
  /** Whether the turn is certainly still this console's. */
  isHeld: () => boolean;
};

/**
 * Carries out what of a deletion is still to be done, batch by batch, until it is over, somebody wants it to rest, or
 * `isStopping`. Every step is in the journal before it is taken. Does not throw for what a registry or the database
 * fails with: then the deletion rests, with the reason.
 */
export async function runDeletion(id: string, { isStopping, isHeld }: Steering): Promise<void> {
  const deletion = await getDeletionRow(id);
  try {
    const mayGoOn = () => !isStopping() && isHeld();
    const run: CarryingOut = { deletion, connection: getConnection(deletion.registry), mayGoOn };
    await inTurn(deletion.registry, deletion.repository, () => settleCutOff(run, { state: "planned" }));
    const obstacle = await carryOutAll(run);
    if (obstacle) await restWith(deletion, obstacle);
  } catch (error) {
    if (!(error instanceof AppError)) logger().error({ err: error, deletion: id }, "a deletion failed");
    await restWith(deletion, failureOf(error));
  }
}

/** Returns why it can't go on, or null. */
async function carryOutAll(run: CarryingOut): Promise<BatchOutcome["obstacle"]> {
  const { id, registry, repository } = run.deletion;
  for (let fruitless = 0; fruitless < mostFruitless; ) {
    const { wanted } = await getDeletionRow(id);
    if (wanted) {
      // No placeholder may stand on a tag while this rests.
      await inTurn(registry, repository, () => settleAll(run, { state: "planned" }));
      return wanted === "pause" ? restWith(run.deletion, null) : finishAs(run.deletion, "cancelled");
    }
    if (!run.mayGoOn()) return null;
    const batch = await nextBatch(run);
    if (batch.length === 0) return end(run);
    const { obstacle, lost, ended } = await inTurn(registry, repository, () => carryOutBatch(run, batch));
    announceToIndex("changed", { registry, repositories: [] });
    if (obstacle?.code === "delete-ignored" && (await nextBatch(run)).length === 0) return end(run);
    if (obstacle || lost) {
      await inTurn(registry, repository, () => tellWhatIsListed(run));
      return obstacle ?? silence;
    }
    fruitless = ended > 0 ? 0 : fruitless + 1;
  }
  return tooSlow;
}

/** Null where it is over; it rests while anything that was begun isn't known to have come to an end. */
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

export async function carryOutBatch(run: CarryingOut, batch: DeletionItemRow[]): Promise<BatchOutcome> {
  const items = await leaveProtected(run, batch);
  if (items.length === 0) return { ...nothingDone, ended: batch.length };
  return items[0]?.method === "manifest" ? removeManifests(run, items) : removeTags(run, items);
}

/**
 * Some tags that go in the same way, or, when no more tags go on their own, everything that goes by digest. One tag goes
 * first, if there is one that names something: where the registry only says that it deletes, it is one that has to be put
 * back.
 */
export async function nextBatch({ deletion: { id } }: CarryingOut): Promise<DeletionItemRow[]> {
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
