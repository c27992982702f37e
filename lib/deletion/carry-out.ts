import "server-only";
import { requireContentKept } from "@/lib/catalog/content-store";
import { readManifest } from "@/lib/catalog/read-manifest";
import { AppError, isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "@/lib/registry/connection";
import { deleteManifest } from "@/lib/registry/delete-manifest";
import { deleteTag } from "@/lib/registry/delete-tag";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { putManifest } from "@/lib/registry/put-manifest";
import type { Intent } from "./intent-store";
import { placeholderFor } from "./placeholder";
import { removeUnusedChildren } from "./remove-unused-children";

/**
 * Carries out a recorded intent. Returns when the tag is gone, with the digests of the manifests that were deleted with
 * it; throws when it is still there. A lost answer is settled by looking at the registry again, never by deleting twice.
 */
export async function carryOut(connection: RegistryConnection, intent: Intent): Promise<string[]> {
  if (intent.method === "untag") {
    await untag(connection, intent);
    return [];
  }
  const { repository, tag, digest } = intent;
  if (intent.method === "manifest") await keepForRestore(connection, intent);
  try {
    const ending = await (intent.method === "tag"
      ? deleteTag(connection, repository, tag)
      : deleteManifest(connection, repository, digest));
    if (ending === "absent") await requireGone(connection, repository, tag);
  } catch (error) {
    if (!isDoubtful(error) || (await findManifestDigest(connection, repository, tag))) throw error;
  }
  return deletedWith(intent, await removeUnusedChildren(connection, intent));
}

/** The digests of the manifests that a tag which is gone took with it. */
export function deletedWith({ method, digest }: Intent, children: string[]): string[] {
  return method === "manifest" ? [digest, ...children] : children;
}

async function keepForRestore(connection: RegistryConnection, intent: Intent): Promise<void> {
  for (const digest of [intent.digest, ...intent.children])
    await requireContentKept(digest, await readManifest(connection, intent.repository, digest));
}

/** Whether the request may have been carried out, or may be yet, although it failed. */
export function isDoubtful(error: unknown): boolean {
  return isAppError(error, "registry-failed", "registry-timeout", "registry-unreachable", "registry-bad-response");
}

async function untag(connection: RegistryConnection, { id, repository, tag, digest }: Intent): Promise<void> {
  const original = await readManifest(connection, repository, digest);
  const placeholder = placeholderFor(id);
  try {
    await putManifest(connection, repository, tag, placeholder);
    await deleteManifest(connection, repository, placeholder.digest);
  } catch (error) {
    const now = await findManifestDigest(connection, repository, tag);
    if (!now && isDoubtful(error)) return;
    // What else may stand there was pushed meanwhile, and must not be overwritten.
    if (now?.digest === placeholder.digest) await putManifest(connection, repository, tag, original);
    throw error;
  }
  await requireGone(connection, repository, tag);
}

/** Throws `registry-failed` where the tag is still there, whatever the registry, or something before it, has answered. */
export async function requireGone(connection: RegistryConnection, repository: string, tag: string): Promise<void> {
  if (await findManifestDigest(connection, repository, tag))
    throw new AppError("registry-failed", `${connection.config.title} took the delete, but ${tag} is still there.`);
}
