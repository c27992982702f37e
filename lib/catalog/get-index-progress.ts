import "server-only";
import { sql } from "kysely";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { IndexProgress } from "@/lib/contract/index-progress";
import { database } from "@/lib/db/database";
import { findLeaseHolder } from "@/lib/jobs/lease-store";
import { getConnection } from "@/lib/registry/connection";
import type { IndexTables } from "./index-tables";
import { findIndexedRegistry, type IndexedRegistry } from "./indexed-registry-store";

/** The lease of whoever reads a registry into the index. */
export const indexLease = (registry: string) => `index ${registry}`;

/** How far the index of a registry is. Throws `registry-not-found`. */
export async function getIndexProgress(actor: Actor | null, registry: string): Promise<IndexProgress> {
  authorize(actor, "registry:read", { registry });
  getConnection(registry);
  const own = await findIndexedRegistry(registry);
  const startedAt = own?.sweep_started_at ?? null;
  const counts = await count(registry, startedAt ?? 0);
  return {
    state: await findIndexState(registry, own),
    ...counts,
    startedAt: isoTime(startedAt),
    finishedAt: isoTime(own?.sweep_finished_at ?? null),
    sweeps: own?.sweeps ?? 0,
    problem: own?.problem ? JSON.parse(own.problem) : null,
  };
}

/** What is being done about the index of a registry, as its row is. */
export async function findIndexState(registry: string, own: IndexedRegistry | null): Promise<IndexProgress["state"]> {
  return (await findLeaseHolder(indexLease(registry))) ? stateOf(own) : "paused";
}

function stateOf(own: IndexedRegistry | null): IndexProgress["state"] {
  if (own?.problem) return "waiting";
  return (own?.sweep_finished_at ?? 0) >= (own?.sweep_started_at ?? 1) ? "idle" : "reading";
}

async function count(registry: string, since: number) {
  const row = await database<IndexTables>()
    .selectFrom("repository")
    .select((eb) => [
      eb.fn.countAll().as("repositories"),
      eb.fn.sum(sql<number>`case when listed_at >= ${since} then 1 else 0 end`).as("listed"),
      eb.fn.sum("tag_count").as("tags"),
      eb.fn.sum("unread_count").as("unread"),
    ])
    .where("registry", "=", registry)
    .executeTakeFirstOrThrow();
  const failed = await database<IndexTables>()
    .selectFrom("tag")
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .select((eb) => eb.fn.countAll().as("count"))
    .where("repository.registry", "=", registry)
    .where("tag.manifest_id", "is", null)
    .where("tag.checked_at", ">", 0)
    .executeTakeFirstOrThrow();
  const tags = Number(row.tags ?? 0);
  return {
    repositories: Number(row.repositories),
    repositoriesListed: Number(row.listed ?? 0),
    tags,
    tagsRead: Math.max(0, tags - Number(row.unread ?? 0)),
    failed: Number(failed.count),
  };
}

function isoTime(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString();
}
