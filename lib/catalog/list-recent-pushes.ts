import "server-only";
import { registriesInFullSight, registriesInSight, wholeRegistries } from "@/lib/access/see";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { RecentPush, RecentPushQuery } from "@/lib/contract/recent-pushes";
import { isToldOf } from "@/lib/registry-index/facts/last-push";
import { bytesDigest } from "@/lib/registry-index/tables/digest-bytes";
import { findNewestTags, type NewestTag } from "@/lib/registry-index/tags/newest-tags";
import { getVisibleTable } from "./lists/visible-table";

/**
 * Returns the latest pushes that the actor may see, to any registry, as far as the index has recorded them, with the time that the registry
 * reported, or else the time when the index noticed them. What existed at the first look at a registry is no push.
 */
export async function listRecentPushes(actor: Actor | null, { limit }: RecentPushQuery): Promise<RecentPush[]> {
  authorize(actor, "registry:read");
  const registries = registriesInFullSight(actor);
  const partly = registriesInSight(actor).filter((registry) => !registries.includes(registry));
  const tables = await Promise.all(partly.map((registry) => getVisibleTable(actor, registry)));
  const repositoryIds = tables.flatMap(({ repositories }) => repositories.map(({ id }) => id));
  const rows = await findNewestTags({ registries, repositoryIds, isAll: wholeRegistries(actor) === null }, limit);
  const latestFirst = rows
    .map((row) => ({ row, ...whenAndHow(row) }))
    .sort((a, b) => b.atMs - a.atMs || (a.row.tag < b.row.tag ? 1 : -1));
  const groups = new Map<string, RecentPush>();
  for (const { row, atMs, how } of latestFirst) {
    const key = `${row.repositoryId} ${row.manifestId ?? row.tag}`;
    const known = groups.get(key);
    if (known) known.tags.push(row.tag);
    else groups.set(key, toPush(row, atMs, how));
  }
  return [...groups.values()].slice(0, limit);
}

function whenAndHow(row: NewestTag): { atMs: number; how: RecentPush["how"] } {
  if (row.pushedAt !== null && isToldOf({ pushed_at: row.pushedAt, changed_at: row.changedAt }))
    return { atMs: row.pushedAt, how: "pushed" };
  return row.changedAt === null ? { atMs: row.seenAt, how: "appeared" } : { atMs: row.changedAt, how: "moved" };
}

function toPush(row: NewestTag, atMs: number, how: RecentPush["how"]): RecentPush {
  return {
    registry: row.registry,
    repository: row.repository,
    tags: [row.tag],
    digest: row.digest === null ? null : bytesDigest(row.digest),
    sizeBytes: row.sizeBytes,
    at: new Date(atMs).toISOString(),
    how,
  };
}
