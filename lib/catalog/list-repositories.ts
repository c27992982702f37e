import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { List } from "@/lib/contract/list";
import { itemProblemSchema } from "@/lib/contract/problem";
import type { Repository, RepositoryList, RepositoryQuery } from "@/lib/contract/repositories";
import { fromStored, fromStoredOrNull } from "@/lib/db/stored-json";
import { isoTime } from "@/lib/format/iso-time";
import { pageOf } from "@/lib/paging/page-of";
import { getConnection } from "@/lib/registry/connection";
import type { RepositoryRow } from "@/lib/registry-index/tags/repository-store";
import { arrangeRepositories, isHidden } from "./lists/arrange-repositories";
import type { RepositoryTable } from "./lists/repository-table";
import { getVisibleTable } from "./lists/visible-table";
import type { Occasion } from "./looks/look-again";
import { lookAtCatalog } from "./looks/look-at-catalog";
import { announceLook } from "./looks/look-at-repository";
import { readUntil } from "./looks/read-until";

/**
 * Returns a page of a registry's repositories, sorted and filtered over all of them, from the index; values that were
 * not read yet are null. With `waitMs`, or if the index has no catalog yet, the catalog is read first. Throws the
 * catalog's failure if nothing is known.
 */
export async function listRepositories(
  actor: Actor | null,
  registry: string,
  query: RepositoryQuery,
  occasion: Occasion = "followed",
): Promise<RepositoryList> {
  authorize(actor, "registry:read", { registry });
  const connection = getConnection(registry);
  const askedAt = Date.now();
  await lookAtCatalog(connection, query.waitMs, occasion);
  return readUntil(registry, null, askedAt + query.waitMs, async () => {
    const table = await getVisibleTable(actor, registry, { exact: query.waitMs > 0 });
    const arranged = arrangeRepositories(table, query);
    const { items, nextCursor } = pageOf(arranged, (row) => row.name, query);
    const unlisted = items.filter((row) => row.listed_at === null && row.problem === null);
    for (const row of unlisted) announceLook(registry, row.name);
    const freshness = freshnessOf(table, askedAt);
    const hiddenCount = query.hidden ? 0 : table.repositories.filter(isHidden).length;
    const answer = { items: items.map(toRepository), total: arranged.length, nextCursor, freshness, hiddenCount };
    return { answer, whole: unlisted.length === 0 };
  });
}

function toRepository(row: RepositoryRow): Repository {
  return {
    name: row.name,
    tagCount: row.listed_at === null ? null : row.tag_count,
    unreadTagCount: row.unread_count,
    sizeBytes: row.size_bytes,
    uniqueSizeBytes: row.unique_bytes,
    reclaimableBytes: row.reclaimable_bytes,
    pushedAt: isoTime(row.pushed_at),
    pulledAt: isoTime(row.pulled_at),
    pullCount: row.pull_count,
    problem: fromStoredOrNull(itemProblemSchema, row.problem),
  };
}

function freshnessOf({ registry, repositories }: RepositoryTable, askedAt: number): List<Repository>["freshness"] {
  const expected = repositories.length;
  const read = repositories.filter((row) => row.listed_at !== null).length;
  const incomplete = registry?.catalog_incomplete ?? null;
  const catalogAt = registry?.catalog_at ?? null;
  return {
    state: read < expected || incomplete !== null ? "partial" : (catalogAt ?? 0) >= askedAt ? "live" : "indexed",
    checkedAt: isoTime(catalogAt),
    read,
    expected,
    ...(incomplete !== null && { incomplete }),
    ...(registry?.problem && { problem: fromStored(itemProblemSchema, registry.problem) }),
  };
}
