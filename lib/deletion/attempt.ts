import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import type { ItemEnding } from "./deletion-item-store";
import type { DeletionItemRow } from "./deletion-tables";

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

/** How an item ends whose attempt has thrown this. */
export function failed(at: number, error: unknown): ItemEnding {
  if (error instanceof AppError) return { at, state: "failed", code: error.code, detail: error.detail };
  logger().error({ err: error }, "an item of a deletion failed");
  return { at, state: "failed", code: "internal", detail: "The console failed." };
}
