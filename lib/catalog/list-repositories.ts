import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { List } from "@/lib/contract/list";
import type { Repository, RepositoryQuery } from "@/lib/contract/repositories";
import { compareNatural } from "@/lib/oci/tag-order";
import { getConnection } from "@/lib/registry/connection";
import { incompleteList } from "./incomplete-list";
import { pageOf } from "./page-of";
import { type RegistryView, registryView } from "./registry-view";
import { within } from "./within";

/**
 * A page of a registry's repositories. Tag counts are read as they are needed and waited for as long as the query says; what the
 * registry doesn't tell (sizes, pushes, pulls) is null. Throws what the registry's failure is called.
 */
export async function listRepositories(
  actor: Actor | null,
  registry: string,
  query: RepositoryQuery,
): Promise<List<Repository>> {
  authorize(actor, "registry:read", { registry });
  const view = registryView(getConnection(registry));
  await view.refreshNames();
  const wanted = query.query?.trim().toLowerCase() ?? "";
  const names = view.names.filter((name) => name.includes(wanted));
  const count = (some: string[]) => (query.waitMs === 0 ? undefined : within(query.waitMs, view.countAll(some)));
  if (query.sort === "tags") await count(names);
  const { items, nextCursor } = pageOf(sortNames(names, view, query), (name) => name, query);
  await count(items);
  const counted = items.filter((name) => view.findCount(name)?.tagCount !== undefined).length;
  const incomplete = incompleteList(view, view.names.length);
  return {
    items: items.map((name) => toRepository(name, view)),
    total: names.length,
    nextCursor,
    freshness: {
      state: counted === items.length && incomplete.incomplete === undefined ? "live" : "partial",
      checkedAt: new Date(view.namesCheckedAt).toISOString(),
      read: counted,
      expected: items.length,
      ...incomplete,
    },
  };
}

function toRepository(name: string, view: RegistryView): Repository {
  const count = view.findCount(name);
  return {
    name,
    tagCount: count?.tagCount ?? null,
    sizeBytes: null,
    uniqueSizeBytes: null,
    pushedAt: null,
    pulledAt: null,
    problem: count?.problem ?? null,
  };
}

function sortNames(names: string[], view: RegistryView, { sort, order }: RepositoryQuery): string[] {
  const byTags = sort === "tags";
  const direction = (order ?? (byTags ? "desc" : "asc")) === "asc" ? 1 : -1;
  if (sort === "name") return [...names].sort((a, b) => direction * compareNatural(a, b));
  const count = (name: string) => (byTags ? (view.findCount(name)?.tagCount ?? null) : null);
  return [...names].sort((a, b) => {
    const [left, right] = [count(a), count(b)];
    if (left === right) return compareNatural(a, b);
    if (left === null) return 1;
    if (right === null) return -1;
    return direction * (left - right);
  });
}
