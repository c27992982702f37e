import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "@/lib/registry/connection";
import { type Reference, resolveReference } from "@/lib/registry/resolve-reference";
import { findTagState } from "@/lib/registry-index/questions/find-tag-state";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";

/** Resolves like `resolveReference`; if the index has recorded something else for a tag, asks it to look at the tag. */
export async function resolveLive(
  connection: RegistryConnection,
  repository: string,
  reference: string,
): Promise<Reference> {
  const registry = connection.config.name;
  try {
    const found = await resolveReference(connection, repository, reference);
    if (found.tag !== null) await correctIndex({ registry, repository, tag: found.tag }, found.digest);
    return found;
  } catch (error) {
    if (isAppError(error, "tag-not-found")) await correctIndex({ registry, repository, tag: reference }, null);
    throw error;
  }
}

type Place = { registry: string; repository: string; tag: string };

async function correctIndex({ registry, repository, tag }: Place, digest: string | null): Promise<void> {
  const known = await findTagState(registry, repository, tag);
  if ((known?.digest ?? null) === digest) return;
  // The index has recorded already that it could not read this tag.
  if (known && known.digest === null && known.checkedAt > 0) return;
  announceToIndex("moved", { registry, repository, tags: [tag] });
}
