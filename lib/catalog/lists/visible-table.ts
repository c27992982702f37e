import "server-only";
import { sightOf } from "@/lib/access/see";
import type { Actor } from "@/lib/auth/actor";
import { processWide } from "@/lib/process/process-wide";
import { RecentMap } from "@/lib/process/recent-map";
import { getRepositoryTable, type RepositoryTable } from "./repository-table";

const mostSights = 50;

/** Returns those repositories of a registry that the actor may see. */
export async function getVisibleTable(
  actor: Actor,
  registry: string,
  options?: { exact: boolean },
): Promise<RepositoryTable> {
  const table = await getRepositoryTable(registry, options);
  const sight = sightOf(actor, registry);
  if (sight === null) return table;
  // Thousands of names and hundreds of patterns take longer than all other work on a page.
  const filtered = processWide(
    "visible-tables",
    () => new WeakMap<RepositoryTable, RecentMap<string, RepositoryTable>>(),
  );
  const ofTable = filtered.get(table) ?? new RecentMap<string, RepositoryTable>(mostSights);
  filtered.set(table, ofTable);
  const known = ofTable.get(sight.key);
  if (known) return known;
  const visible = { ...table, repositories: table.repositories.filter(({ name }) => sight.sees(name)) };
  ofTable.set(sight.key, visible);
  return visible;
}
