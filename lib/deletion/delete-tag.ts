import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import type { Deletion } from "@/lib/contract/deletion";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { isErrorCode } from "@/lib/errors/error-codes";
import { resolveReference } from "@/lib/images/resolve-reference";
import { logger } from "@/lib/logging/logger";
import { getConnection, type RegistryConnection } from "@/lib/registry/connection";
import { carryOut, isDoubtful } from "./carry-out";
import { inTurn } from "./in-turn";
import { type Intent, newIntentId, recordIntent, settleIntent } from "./intent-store";
import { makePlan } from "./make-plan";
import { placeholderFor } from "./placeholder";
import { recordGone } from "./record-gone";
import { recoverSoon } from "./recover-deletions";
import { repositoryView } from "./repository-view";

/**
 * Removes one tag, and only that, while it names `expectedDigest`. Throws `tag-moved` where it names another one,
 * and the plan's reason where it is blocked. Whatever it throws, the tag is then still there, or, where the registry
 * fell silent half-way, looked at again every minute until that is settled.
 */
export async function deleteTag(
  actor: Actor | null,
  registry: string,
  repository: string,
  tag: string,
  expectedDigest: string,
): Promise<void> {
  authorize(actor, "tag:delete", { registry, repository });
  const connection = getConnection(registry);
  await inTurn(registry, repository, async () => {
    await requireDigest(connection, repository, tag, expectedDigest);
    const plan = await makePlan(
      connection,
      repository,
      { tag, digest: expectedDigest },
      { maxAgeMs: 0, probeAnew: true },
    );
    requireUnblocked(plan);
    const intent = intentOf(plan, connection, repository, actor.username);
    await recordIntent(intent);
    await attempt(connection, intent, actor);
  });
}

async function attempt(connection: RegistryConnection, intent: Intent, actor: Actor): Promise<void> {
  const { registry, repository, tag, digest } = intent;
  const audit = { actor, action: "tag:delete", registry, repository, subject: `${tag}@${digest}` };
  let deleted: string[];
  try {
    await requireDigest(connection, repository, tag, digest);
    deleted = await carryOut(connection, intent);
  } catch (error) {
    repositoryView(connection, repository).forget();
    const detail = error instanceof AppError ? error.detail : "The console failed.";
    await writeDown(async () => {
      await recordAudit({ ...audit, outcome: "failed", detail });
      const state = await stateAfterFailure(connection, intent, error);
      if (state) await settleIntent(intent.id, state, detail);
      else recoverSoon();
    });
    throw error;
  }
  repositoryView(connection, repository).drop(tag);
  await writeDown(async () => {
    await recordGone(intent, deleted);
    await recordAudit({ ...audit, outcome: "succeeded", detail: `method ${intent.method}` });
    await settleIntent(intent.id, "done", `by ${intent.method}`);
  });
}

// How it ended is known, whether or not it can be written down now: what stays open in the journal is looked at later.
async function writeDown(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    logger().error({ err: error }, "the end of a deletion could not be written down yet");
    recoverSoon();
  }
}

// Null leaves the intent open for a later look: a placeholder is on the tag, or may be put there yet by a request
// whose answer was lost.
async function stateAfterFailure(
  connection: RegistryConnection,
  intent: Intent,
  error: unknown,
): Promise<"failed" | "skipped" | null> {
  if (isAppError(error, "tag-moved")) return "skipped";
  if (intent.method !== "untag") return "failed";
  if (isDoubtful(error)) return null;
  try {
    const { digest } = await resolveReference(connection, intent.repository, intent.tag);
    return digest === intent.placeholder ? null : "failed";
  } catch (failure) {
    return isAppError(failure, "tag-not-found") ? "failed" : null;
  }
}

function intentOf(plan: Deletion, connection: RegistryConnection, repository: string, username: string): Intent {
  const id = newIntentId();
  return {
    id,
    registry: connection.config.name,
    repository,
    tag: plan.tag,
    digest: plan.digest,
    method: plan.method,
    children: plan.children,
    placeholder: plan.method === "untag" ? placeholderFor(id).digest : null,
    actor: username,
  };
}

function requireUnblocked({ blockedBy }: Deletion): void {
  if (!blockedBy) return;
  const code = blockedBy.type.replace("/problems/", "");
  throw new AppError(isErrorCode(code) ? code : "internal", blockedBy.detail);
}

async function requireDigest(
  connection: RegistryConnection,
  repository: string,
  tag: string,
  expected: string,
): Promise<void> {
  const { digest } = await resolveReference(connection, repository, tag);
  if (digest === expected) return;
  throw new AppError(
    "tag-moved",
    `${tag} names another image by now (${digest}). Nothing was deleted; look at the new one first.`,
  );
}
