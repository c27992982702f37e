import "server-only";
import { registriesInSight, type Sight, sightOf, wholeRegistries } from "@/lib/access/see";
import type { Actor } from "@/lib/auth/actor";
import { processWide } from "@/lib/process/process-wide";
import { RecentMap } from "@/lib/process/recent-map";
import { getConnection } from "@/lib/registry/connection";
import { getRepositoryNames, type RepositoryName } from "./repository-names";

/** The scope of a search: the repositories that it may show. */
export type Scope = {
  registries: string[];
  repositories: readonly RepositoryName[];
  /** Whether the index has other repositories as well. */
  hasOthers: boolean;
  /**
   * The IDs of the repositories, if the person may not see all of some registry: then no count may tell of the others,
   * and no limit may be used up by them.
   */
  onlyIds: readonly number[] | null;
  find(id: number): RepositoryName | null;
};

type Visible = Pick<Scope, "repositories" | "onlyIds"> & { byId: Map<number, RepositoryName> };

const mostSights = 50;

/**
 * Returns the repositories that the actor may see, of the configured registries or of one of them. Throws
 * `registry-not-found`.
 */
export async function getScope(actor: Actor, registry: string | undefined): Promise<Scope> {
  const registries = registry === undefined ? registriesInSight(actor) : [getConnection(registry).config.name];
  const all = await getRepositoryNames();
  const sights = new Map(registries.map((name) => [name, sightOf(actor, name)]));
  const { repositories, onlyIds, byId } = visible(all, sights, wholeRegistries(actor) !== null);
  return {
    registries,
    repositories,
    // The repositories of a registry that has left the configuration stay in the index.
    hasOthers: repositories.length < all.length,
    onlyIds,
    find: (id) => byId.get(id) ?? null,
  };
}

function visible(all: readonly RepositoryName[], sights: Map<string, Sight | null>, isPartial: boolean): Visible {
  const kept = processWide("search-scopes", () => new WeakMap<readonly RepositoryName[], RecentMap<string, Visible>>());
  const ofNames = kept.get(all) ?? new RecentMap<string, Visible>(mostSights);
  kept.set(all, ofNames);
  const key = JSON.stringify([isPartial, ...[...sights].map(([registry, sight]) => [registry, sight?.key ?? null])]);
  const known = ofNames.get(key);
  if (known) return known;
  const repositories = all.filter(({ registry, name }) => {
    const sight = sights.get(registry);
    return sight === null || (sight?.sees(name) ?? false);
  });
  const made = {
    repositories,
    onlyIds: isPartial ? repositories.map(({ id }) => id) : null,
    byId: new Map(repositories.map((repository) => [repository.id, repository])),
  };
  ofNames.set(key, made);
  return made;
}
