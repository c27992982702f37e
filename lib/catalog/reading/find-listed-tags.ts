import "server-only";
import type { RegistryConnection } from "@/lib/registry/connection";
import { listTags } from "@/lib/registry/list-tags";
import { findKnownTags } from "@/lib/registry-index/questions/known-tags";
import { findRepository } from "@/lib/registry-index/tags/repository-store";

/** Those of the tags that the repository has: by the index, or by the registry where the index doesn't know it yet. */
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
