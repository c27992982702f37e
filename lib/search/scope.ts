import "server-only";
import { getConfig } from "@/lib/config/config";
import { getConnection } from "@/lib/registry/connection";
import { getRepositoryNames, type RepositoryName } from "./repository-names";

/** The scope of a search: the repositories that it may show. */
export type Scope = {
  registries: string[];
  repositories: readonly RepositoryName[];
  /** Whether the index has other repositories as well. */
  hasOthers: boolean;
  find(id: number): RepositoryName | null;
};

/** Returns the repositories of the configured registries, or of one of them. Throws `registry-not-found`. */
export async function getScope(registry: string | undefined): Promise<Scope> {
  const names =
    registry === undefined ? getConfig().registries.map(({ name }) => name) : [getConnection(registry).config.name];
  const registries = new Set(names);
  const { all, byId } = await getRepositoryNames();
  // The repositories of a registry that has left the configuration stay in the index.
  const hasOthers = all.some((repository) => !registries.has(repository.registry));
  const repositories = hasOthers ? all.filter((repository) => registries.has(repository.registry)) : all;
  return {
    registries: names,
    repositories,
    hasOthers,
    find: (id) => {
      const found = byId.get(id);
      return found && registries.has(found.registry) ? found : null;
    },
  };
}
