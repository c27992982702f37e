import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { ItemEnding } from "@/lib/deletion/journal/deletion-item-store";
import type { TagItem } from "@/lib/deletion/journal/deletion-tables";
import { AppError, failureOf, isAppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";
import type { RegistryConnection } from "@/lib/registry/connection";
import { NotSent } from "@/lib/registry/not-sent";
import { lookAt } from "./look";

/**
 * How an attempt ended. `open`: the registry may have carried out the request, or may do so later, and the outcome is
 * unknown; or the attempt must be repeated. `otherwise` is the ending if repeating doesn't help.
 */
export type AttemptEnding = ItemEnding | { at: number; state: "open"; error: unknown; otherwise?: ItemEnding };

/**
 * Returns null if the tag still names what the plan says, or the placeholder of an earlier attempt. Otherwise returns
 * how its item ends: a tag that moved or vanished is left alone and reported. Throws if the registry can't be asked.
 */
export async function recheck(connection: RegistryConnection, item: TagItem): Promise<ItemEnding | null> {
  const { at, repository, tag, digest, placeholder } = item;
  const found = await lookAt(connection, repository, tag);
  if (found === digest || (found !== null && found === placeholder)) return null;
  if (found !== null)
    return {
      at,
      state: "skipped",
      code: "tag-moved",
      detail: `${tag} now points to another image (${found}). It was skipped. Check the new image first.`,
    };
  return { at, state: "skipped", code: "tag-not-found", detail: `${tag} was already gone.` };
}

/**
 * The outcome of a delete, as read back: `gone`; `kept` with the reason, which is a refusal or a delete that the
 * registry confirmed but didn't carry out; or `unknown`, if looking fails or the request may still be carried out.
 */
export type Settled = { is: "gone" } | { is: "kept"; because: AppError } | { is: "unknown"; because: unknown };

/**
 * Sends a delete once and reads back the outcome, whatever the answer was. `isGone` looks, and receives whether the
 * registry confirmed the delete. A confirmed delete may take a few seconds. Throws NotSent.
 */
export async function deleteAndReadBack(
  connection: RegistryConnection,
  what: string,
  send: () => Promise<"deleted" | "absent">,
  isGone: (confirmed: boolean) => Promise<boolean>,
): Promise<Settled> {
  const answer: "deleted" | "absent" | AppError = await send().catch((error: unknown) => {
    if (error instanceof NotSent || !isAppError(error)) throw error;
    return error;
  });
  const failure = isAppError(answer) ? answer : null;
  try {
    if (await becomesTrue(() => isGone(answer === "deleted"), failure ? [0] : connection.limits.readBackMs))
      return { is: "gone" };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { is: "unknown", because: failure ?? error };
  }
  // Without an answer, the request may still be on its way.
  if (isAppError(failure, "registry-timeout", "registry-unreachable")) return { is: "unknown", because: failure };
  return { is: "kept", because: isAppError(answer) ? answer : ignoredDelete(connection, what, answer) };
}

/** Returns whether `look` returns true at once or after one of these pauses. */
export async function becomesTrue(look: () => Promise<boolean>, pausesMs: readonly number[]): Promise<boolean> {
  for (const ms of pausesMs) {
    if (ms > 0) await wait(ms);
    if (await look()) return true;
  }
  return false;
}

export function ignoredDelete(
  { config }: RegistryConnection,
  what: string,
  answer: "deleted" | "absent" = "deleted",
): AppError {
  const said = answer === "deleted" ? "confirmed the delete" : `answered that ${what} was not there`;
  const detail = `${config.title} ${said}, but ${what} is still there. It was not changed. Delete it with the registry's own tools.`;
  return new AppError(answer === "deleted" ? "delete-ignored" : "registry-failed", detail);
}

/** Returns the ending of a tag's item after its delete; `now` is the digest that the tag names then, null for none. */
export function deletedThenNames({ at, tag }: TagItem, now: string | null): ItemEnding {
  if (now === null) return { at, state: "done" };
  return { at, state: "skipped", code: "tag-moved", detail: `${tag} was pushed again in the meantime, and is kept.` };
}

/** Returns the ending of an item whose attempt threw this error. */
export function failed(at: number, error: unknown): ItemEnding {
  if (error instanceof NotSent) return { at, state: "planned" };
  if (!isAppError(error)) logger().error({ err: error }, "an item of a deletion failed");
  const { code, detail } = failureOf(error);
  return { at, state: "failed", code, detail };
}
