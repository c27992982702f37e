import "server-only";
import type { RegistryConnection } from "@/lib/registry/connection";
import { listTags } from "@/lib/registry/list-tags";
import { findKnownTags } from "@/lib/registry-index/questions/known-tags";
import { findRepository } from "@/lib/registry-index/tags/repository-store";

/**
 * Returns which of the tags the repository has, according to the index, or to the registry if the index hasn't listed
 * the repository yet.
 */
export async function findListedTags(
  connection: RegistryConnection,
  repository: string,
  wanted: string[],
): Promise<string[]> {
  const known = await findRepository(connection.config.name, repository);
  if (known?.listed_at) return (await findKnownTags(known.id, wanted)).map(({ tag }) => tag);
  const { tags } = await listTags(connection, repository);
  return tags.filter((tag) => wanted.includes(tag));
}
