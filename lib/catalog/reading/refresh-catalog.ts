import "server-only";
import { incompleteList } from "@/lib/catalog/lists/incomplete-list";
import { isAppError } from "@/lib/errors/app-error";
import { warnSparingly } from "@/lib/logging/warn-sparingly";
import { processWide } from "@/lib/process/process-wide";
import type { RegistryConnection } from "@/lib/registry/connection";
import { listRepositories } from "@/lib/registry/list-repositories";
import { updateIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { addRepositories } from "@/lib/registry-index/tags/repository-store";

/**
 * Reads the catalog, and adds new names to the index; a name that the catalog lacks stays. Concurrent callers share the
 * answer. Returns how many were new; throws the catalog's failure after recording it.
 */
export function refreshCatalog(connection: RegistryConnection): Promise<number> {
  const running = processWide("catalogs-being-read", () => new Map<string, Promise<number>>());
  const key = connection.config.name;
  const started = running.get(key) ?? refresh(connection).finally(() => running.delete(key));
  running.set(key, started);
  return started;
}

async function refresh(connection: RegistryConnection): Promise<number> {
  const { name: registry, title } = connection.config;
  const catalog_at = Date.now();
  try {
    const list = await listRepositories(connection);
    const added = await addRepositories(registry, list.names);
    const { incomplete = null } = incompleteList(list, list.names.length);
    await updateIndexedRegistry(registry, { catalog_at, catalog_incomplete: incomplete });
    return added;
  } catch (error) {
    if (!isAppError(error)) throw error;
    warnSparingly(
      `catalog ${registry}`,
      { registry, code: error.code, detail: error.detail },
      "the catalog could not be read",
    );
    const catalog_incomplete = `The list of repositories of ${title} could not be read: ${error.detail}`;
    await updateIndexedRegistry(registry, { catalog_incomplete });
    throw error;
  }
}
