import "server-only";
import { setImmediate } from "node:timers/promises";
import { findOrphanedReferrers, type ProofBudget } from "@/lib/catalog/lists/find-orphaned-referrers";
import { processWide } from "@/lib/process/process-wide";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findWithReferrers } from "@/lib/registry-index/questions/find-with-referrers";
import type { RepositoryRow } from "@/lib/registry-index/tags/repository-store";
import type { TagEntry } from "./lists/tag-table";

export type Orphans = {
  /** Tags of signatures and other referrers whose image is certainly gone, by the name of the repository. */
  byRepository: Map<string, TagEntry[]>;
  /** False if not every image could be looked at. */
  allAsked: boolean;
};

type Look = { at: number; revision: number; found: Promise<Orphans> };

const goodForMs = 60_000;
// Images that are beyond these limits are left to the next look.
const mostAsked = 1_000;
const mostAskingMs = 5_000;

/**
 * Returns the orphaned tags of all these repositories of a registry. The answer is kept for a minute, or until the index
 * changes.
 */
export function listOrphanedReferrers(
  connection: RegistryConnection,
  repositories: readonly RepositoryRow[],
): Promise<Orphans> {
  const looks = processWide("orphan-looks", () => new Map<string, Look>());
  const { name } = connection.config;
  const known = looks.get(name);
  const revision = repositories.reduce((sum, row) => sum + Number(row.revision), repositories.length);
  if (known?.revision === revision && Date.now() - known.at < goodForMs) return known.found;
  const found = look(connection, repositories);
  looks.set(name, { at: Date.now(), revision, found });
  found.then(
    // The next call asks for the images that this one did not ask for.
    ({ allAsked }) => allAsked || looks.delete(name),
    () => looks.delete(name),
  );
  return found;
}

async function look(connection: RegistryConnection, repositories: readonly RepositoryRow[]): Promise<Orphans> {
  const budget: ProofBudget = { asksLeft: mostAsked, until: Date.now() + mostAskingMs, unknown: 0 };
  const byRepository = new Map<string, TagEntry[]>();
  const withReferrers = await findWithReferrers(repositories.map(({ id }) => id));
  for (const row of repositories) {
    if (!withReferrers.has(row.id)) continue;
    const orphans = await findOrphanedReferrers(connection, row, budget);
    if (orphans.length > 0) byRepository.set(row.name, orphans);
    // Thousands of repositories must not block other requests.
    await setImmediate();
  }
  return { byRepository, allAsked: budget.unknown === 0 };
}
