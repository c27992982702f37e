import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { canDo } from "@/lib/auth/authorize";
import { getConfig } from "@/lib/config/config";
import { everyName, everyRegistry, holdsWhole, includesRole, matcherOf, readablePatterns } from "./held-grants";

/** Which names of repositories somebody may see. */
export type Sight = {
  /** Equal for all who see the same. */
  key: string;
  sees: (repository: string) => boolean;
};

/** Returns what the actor may see of a registry; null if that is everything. */
export function sightOf(actor: Actor, registry: string): Sight | null {
  if (canDo(actor, "registry:read-all", { registry })) return null;
  const patterns = readablePatterns(actor.grants ?? [], registry);
  const matchers = patterns.map(matcherOf);
  return { key: JSON.stringify(patterns), sees: (repository) => matchers.some((matches) => matches(repository)) };
}

/** Returns true if the actor may see the repository. */
export function sees(actor: Actor, registry: string, repository: string): boolean {
  return canDo(actor, "registry:read", { registry, repository });
}

/** Returns the configured registries of which the actor sees something. */
export function registriesInSight(actor: Actor): string[] {
  return getConfig()
    .registries.map(({ name }) => name)
    .filter((registry) => canDo(actor, "registry:read", { registry }));
}

/** Returns the configured registries of which the actor sees everything. */
export function registriesInFullSight(actor: Actor): string[] {
  return getConfig()
    .registries.map(({ name }) => name)
    .filter((registry) => canDo(actor, "registry:read-all", { registry }));
}

/** Returns the registries, configured or not, of which the actor sees everything; null if that is so for all. */
export function wholeRegistries(actor: Actor): string[] | null {
  const grants = actor.grants ?? [];
  if (actor.role !== "member" || holdsWhole(grants, "reader", everyRegistry)) return null;
  return grants
    .filter(({ pattern, role }) => pattern === everyName && includesRole(role, "reader"))
    .map((grant) => grant.registry);
}
