import "server-only";
import { sightOf } from "@/lib/access/see";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { IndexProgress } from "@/lib/contract/index-progress";
import { itemProblemSchema } from "@/lib/contract/problem";
import { fromStoredOrNull } from "@/lib/db/stored-json";
import { isoTime } from "@/lib/format/iso-time";
import { findLeaseHolder } from "@/lib/jobs/lease-store";
import { getConnection } from "@/lib/registry/connection";
import { countFailed, countIndexed } from "@/lib/registry-index/questions/count-indexed";
import { findIndexedRegistry, type IndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { getVisibleTable } from "./lists/visible-table";

/** Returns the name of the lease for reading a registry into the index. */
export const indexLease = (registry: string) => `index ${registry}`;

/** Returns how far the index of a registry has progressed. Throws `registry-not-found`. */
export async function getIndexProgress(actor: Actor | null, registry: string): Promise<IndexProgress> {
  authorize(actor, "registry:read", { registry });
  getConnection(registry);
  const own = await findIndexedRegistry(registry);
  const startedAt = own?.sweep_started_at ?? null;
  const counts = await count(actor, registry, startedAt ?? 0);
  return {
    state: await findIndexState(registry, own),
    ...counts,
    startedAt: isoTime(startedAt),
    finishedAt: isoTime(own?.sweep_finished_at ?? null),
    sweeps: own?.sweeps ?? 0,
    problem: fromStoredOrNull(itemProblemSchema, own?.problem),
  };
}

async function count(actor: Actor, registry: string, since: number) {
  if (sightOf(actor, registry) === null) return countIndexed(registry, since);
  const { repositories } = await getVisibleTable(actor, registry);
  const tags = repositories.reduce((sum, row) => sum + row.tag_count, 0);
  return {
    repositories: repositories.length,
    repositoriesListed: repositories.filter((row) => (row.listed_at ?? -1) >= since).length,
    tags,
    tagsRead: Math.max(0, tags - repositories.reduce((sum, row) => sum + row.unread_count, 0)),
    failed: await countFailed(repositories.map(({ id }) => id)),
  };
}

/** Returns the state of the index: `paused` if no console holds its lease, otherwise what its row says. */
export async function findIndexState(registry: string, own: IndexedRegistry | null): Promise<IndexProgress["state"]> {
  return (await findLeaseHolder(indexLease(registry))) ? stateOf(own) : "paused";
}

function stateOf(own: IndexedRegistry | null): IndexProgress["state"] {
  if (own?.problem) return "waiting";
  return (own?.sweep_finished_at ?? 0) >= (own?.sweep_started_at ?? 1) ? "idle" : "reading";
}
