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
 * Makes a tag name again what it named before, from exactly those bytes, while it names `expected` (null: while it is
 * gone), and reads it again to prove it. Throws `tag-moved` if it doesn't name `expected`, the plan's reason if the
 * plan is blocked, and the AppError of the registry's failure. After a failure the tag is as it was or, if the registry
 * fell silent, is looked at every minute until the outcome is known.
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
    // What the tag names now is kept too: undoing this revert needs it.
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
    // A look settles a lost answer; if the look fails, the look every minute settles it.
    const now = await findManifestDigest(connection, repository, tag).catch(() => null);
    if (now?.digest !== to_digest) throw error;
  }
}

// The revert is done even if it can't be written down now: what stays open is looked at later.
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
