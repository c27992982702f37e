import "server-only";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import type { ItemEnding } from "./deletion-item-store";
import type { DeletionItemRow } from "./deletion-tables";
import { isDoubtful } from "./read-failures";

/** How an attempt ended; `open`: what was asked of the registry may have been done, or may be yet, and nobody knows. */
export type AttemptEnding = ItemEnding | { at: number; state: "open"; error: unknown };

/**
 * Null where the tag still names what the plan says; otherwise how its item ends: what moved or vanished is left as it
 * is, and said. Throws where the registry can't be asked.
 */
export async function recheck(connection: RegistryConnection, item: DeletionItemRow): Promise<ItemEnding | null> {
  const { at, repository, tag, digest } = item;
  if (tag === null) return null;
  const found = await findManifestDigest(connection, repository, tag, digest === null ? {} : { knownDigest: digest });
  if ((found?.digest ?? null) === digest) return null;
  if (found)
    return {
      ...{ at, state: "skipped", code: "tag-moved" },
      detail: `${tag} names another image by now (${found.digest}). It was left as it is; look at the new one first.`,
    };
  return { at, state: "skipped", code: "tag-not-found", detail: `${tag} was gone already.` };
}

/** Throws `registry-failed` where the tag is still there, whatever the registry, or something before it, has answered. */
export async function requireGone(connection: RegistryConnection, repository: string, tag: string): Promise<void> {
  if (await findManifestDigest(connection, repository, tag))
    throw new AppError("registry-failed", `${connection.config.title} took the delete, but ${tag} is still there.`);
}

/**
 * What became of a delete that was sent: "gone", or "absent" where the registry said that it was so before. A lost answer is
 * settled by looking, never by deleting a second time; "open" where looking doesn't help, or the request may be carried out
 * yet. Throws where it was refused, and where the thing is still there.
 */
export async function settleDelete(
  connection: RegistryConnection,
  repository: string,
  reference: string,
  send: () => Promise<"deleted" | "absent">,
): Promise<"gone" | "absent" | { error: unknown }> {
  let refusal: unknown;
  try {
    if ((await send()) === "deleted") return "gone";
  } catch (error) {
    if (!isDoubtful(error)) throw error;
    refusal = error;
  }
  const there = await findManifestDigest(connection, repository, reference).catch((error: unknown) => ({ error }));
  if (there === null) return refusal === undefined ? "absent" : "gone";
  if ("error" in there) return { error: refusal ?? there.error };
  if (refusal === undefined)
    throw new AppError(
      "registry-failed",
      `${connection.config.title} took the delete, but ${reference} is still there.`,
    );
  // Without an answer the request may be on its way still.
  if (isAppError(refusal, "registry-timeout", "registry-unreachable")) return { error: refusal };
  throw refusal;
}

/** How an item ends whose attempt has thrown this. */
export function failed(at: number, error: unknown): ItemEnding {
  if (error instanceof AppError) return { at, state: "failed", code: error.code, detail: error.detail };
  logger().error({ err: error }, "an item of a deletion failed");
  return { at, state: "failed", code: "internal", detail: "The console failed." };
}
