import "server-only";
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { RevertedTag } from "@/lib/contract/tag-history";
import { isDoubtful } from "@/lib/deletion/carrying-out/read-failures";
import { keepForRestore } from "@/lib/deletion/undo/keep-for-restore";
import { PutBack } from "@/lib/deletion/undo/put-back";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { errorOfProblem } from "@/lib/errors/error-of-problem";
import { inTurn } from "@/lib/jobs/in-turn";
import { leaseOwner } from "@/lib/jobs/lease-owner";
import { apartFromDeletions } from "@/lib/jobs/registry-turns";
import { logger } from "@/lib/logging/logger";
import { getConnection, type RegistryConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { prepareRevert } from "./prepare-revert";
import { recordFailed, recordReverted } from "./record-reverted";
import { settleReverts } from "./recover-reverts";
import { intendRevert, type TagRevertRow } from "./tag-revert-store";

type Asked = { registry: string; repository: string; tag: string; digest: string; expected: string | null };

/**
 * Has a tag name again what it named before, from exactly those bytes, while it names `expected` (null: while it is gone);
 * reads it again to prove it. Throws `tag-moved` where that isn't so, the plan's reason where it is blocked, and the AppError
 * of the registry's failure: then the tag is as it was, or, where the registry fell silent, looked at again every minute
 * until that is known.
 */
export async function revertTag(actor: Actor | null, asked: Asked): Promise<RevertedTag> {
  const { registry, repository, tag, digest, expected } = asked;
  authorize(actor, "tag:restore", { registry, repository });
  const connection = getConnection(registry);
  const apart = (work: () => Promise<RevertedTag>) =>
    inTurn(registry, repository, () => apartFromDeletions(registry, work));
  return apart(async () => {
    await settleReverts({ registry, repository, tag });
    const plan = await prepareRevert(connection, { registry, repository, tag }, digest);
    if (plan.from !== expected) throw moved(tag);
    if (plan.blockedBy) throw errorOfProblem(plan.blockedBy);
    // What it names now is kept too: it is what this is undone to.
    const kept = await keepForRestore(connection, repository, expected === null ? [digest] : [digest, expected]);
    if (expected !== null && !kept.has(expected)) throw unkept(tag, expected);
    const putBack = new PutBack(connection, repository);
    const revert = rowOf(actor, asked);
    await intendRevert(revert);
    await put(connection, putBack, revert);
    await writeDown(() => recordReverted(revert, putBack.takePresent()));
    return { tag, from: expected, to: digest };
  });
}

async function put(connection: RegistryConnection, putBack: PutBack, revert: TagRevertRow): Promise<void> {
  const { repository, tag, from_digest, to_digest } = revert;
  try {
    await putBack.tag(tag, to_digest, from_digest || null);
  } catch (error) {
    if (isAppError(error) && !isDoubtful(error)) {
      await recordFailed(revert);
      throw isAppError(error, "tag-taken") ? moved(tag) : error;
    }
    // An answer that was lost is settled by looking; where that doesn't help, by those who look every minute.
    const now = await findManifestDigest(connection, repository, tag).catch(() => null);
    if (now?.digest !== to_digest) throw error;
  }
}

// It is done, whether or not that can be written down now: what stays open is looked at later.
async function writeDown(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    logger().error({ err: error }, "the revert of a tag could not be written down yet");
  }
}

const rowOf = (actor: Actor, { registry, repository, tag, digest, expected }: Asked): TagRevertRow => ({
  id: randomUUID(),
  registry,
  repository,
  tag,
  from_digest: expected ?? "",
  to_digest: digest,
  created_at: Date.now(),
  created_by: actor.username,
  created_by_id: actor.userId,
  owner: leaseOwner(),
});

const unkept = (tag: string, digest: string) =>
  new AppError(
    "registry-failed",
    `The current image of ${tag}, ${digest}, could not be read, so it could not be restored later. Nothing was changed. Try again.`,
  );

const moved = (tag: string) =>
  new AppError("tag-moved", `${tag} has changed. Nothing was reverted. Check it again first.`);
