import "server-only";
import { incompleteList } from "@/lib/catalog/lists/incomplete-list";
import { itemProblem } from "@/lib/catalog/reading/item-problem";
import type { ItemProblem } from "@/lib/contract/problem";
import { isAppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "@/lib/registry/connection";
import { listTags } from "@/lib/registry/list-tags";
import {
  ensureRepository,
  findRepository,
  recordListProblem,
  removeRepository,
} from "@/lib/registry-index/tags/repository-store";
import { writeTagList } from "@/lib/registry-index/tags/write-tag-list";
import { isOutage } from "./pace";

export type Listed = {
  repositoryId: number;
  tags: string[];
  /** Names that the index didn't have. */
  added: string[];
  /** Names that the index has and the list lacked. */
  vanished: string[];
};

/**
 * Asks the registry for a repository's tags and updates the index. A repository that the registry says doesn't exist is
 * removed from the index; any other failure is recorded and removes nothing. Throws an outage of the registry.
 */
export async function listRepository(
  connection: RegistryConnection,
  repository: string,
): Promise<Listed | { problem: ItemProblem }> {
  const { name: registry } = connection.config;
  const listedAt = Date.now();
  try {
    const list = await listTags(connection, repository);
    const { id } = await ensureRepository(registry, repository);
    const { incomplete = null } = incompleteList(list, list.tags.length);
    return { repositoryId: id, tags: list.tags, ...(await writeTagList(id, list.tags, { listedAt, incomplete })) };
  } catch (error) {
    const known = await findRepository(registry, repository);
    if (isAppError(error, "repository-not-found") && known) await removeRepository(known.id, listedAt);
    const problem = itemProblem(error, { registry, repository });
    if (known && !isAppError(error, "repository-not-found")) await recordListProblem(known.id, problem);
    if (isOutage(error)) throw error;
    return { problem };
  }
}
