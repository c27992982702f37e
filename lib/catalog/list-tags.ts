import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize, noRepository } from "@/lib/auth/authorize";
import { itemProblemSchema } from "@/lib/contract/problem";
import type { TagList, TagQuery } from "@/lib/contract/tags";
import { fromStored } from "@/lib/db/stored-json";
import { isoTime } from "@/lib/format/iso-time";
import { pageOf } from "@/lib/paging/page-of";
import { getConnection, type RegistryConnection } from "@/lib/registry/connection";
import { listTags as listRegistryTags } from "@/lib/registry/list-tags";
import { countAttached } from "@/lib/registry-index/questions/count-attached";
import { findIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { findRepository, type RepositoryRow } from "@/lib/registry-index/tags/repository-store";
import { arrangeTags, tagFacets } from "./lists/arrange-tags";
import { findManifestId, withReferrers } from "./lists/find-matching-tags";
import { readTagRows } from "./lists/read-tag-rows";
import { getTagTable, type TagTable } from "./lists/tag-table";
import { unreadTagList } from "./lists/unread-tag-list";
import { isLookDue, type Occasion } from "./looks/look-again";
import { announceLook, announceSight, lookAtRepository } from "./looks/look-at-repository";
import { readUntil } from "./looks/read-until";

/**
 * Returns a page of a repository's tags, sorted and filtered over all of them, from the index. With `waitMs` the
 * registry is asked first, and the call waits for unread details of the page; without, the registry is asked in the
 * background. For a repository that the index doesn't have the registry is asked at once. Throws `registry-not-found`,
 * `repository-not-found` and, if nothing is known, the registry's failure; a failure is never an empty list.
 */
export async function listTags(
  actor: Actor | null,
  registry: string,
  repository: string,
  query: TagQuery,
  occasion: Occasion = "followed",
): Promise<TagList> {
  authorize(actor, "registry:read", { registry, repository });
  const connection = getConnection(registry);
  const askedAt = Date.now();
  const known = await findRepository(registry, repository);
  const names = known?.listed_at ? null : await listRegistryTags(connection, repository);
  if (query.waitMs > 0) await lookAtRepository(registry, repository, query.waitMs);
  else if (isLookDue(known?.listed_at ?? null, occasion)) announceLook(registry, repository);
  const row = query.waitMs > 0 ? await findRepository(registry, repository) : known;
  if (row?.listed_at) return readPage(connection, row, query, { askedAt, occasion });
  if (names) return unreadTagList(names, query);
  throw noRepository(registry, repository);
}

async function readPage(
  connection: RegistryConnection,
  repository: RepositoryRow,
  query: TagQuery,
  { askedAt, occasion }: { askedAt: number; occasion: Occasion },
): Promise<TagList> {
  const { name: registry } = connection.config;
  return readUntil(registry, repository.name, askedAt + query.waitMs, async () => {
    const row = (query.waitMs > 0 && (await findRepository(registry, repository.name))) || repository;
    const answer = await pageFrom(row, query, askedAt);
    const unread = answer.items.filter((item) => item.mediaType === null && item.problem === null);
    const inSight = occasion === "opened" ? answer.items : unread;
    announceSight(
      registry,
      row.name,
      inSight.map((item) => item.tag),
    );
    return { answer, whole: unread.length === 0 };
  });
}

async function pageFrom(row: RepositoryRow, query: TagQuery, askedAt: number): Promise<TagList> {
  const table = await getTagTable(row, { exact: query.waitMs > 0 });
  const manifestId = query.sameDigestAs === undefined ? undefined : await findManifestId(table, query.sameDigestAs);
  const { sort, order, platform, kind, problem } = query;
  const wanted = query.query?.trim().toLowerCase() || undefined;
  const shown = withReferrers(table, wanted);
  const arranged = arrangeTags(shown, { sort, order, query: wanted, platform, kind, problem, manifestId });
  const { items, nextCursor } = pageOf(arranged, (tag) => tag.name, query);
  return {
    items: await readTagRows(
      row.id,
      items.map((tag) => tag.name),
      table,
    ),
    total: arranged.length,
    nextCursor,
    freshness: freshnessOf(row, table, askedAt, await findProblem(row)),
    facets: tagFacets(table),
    attached: countAttached(table.referrers),
  };
}

/** Returns why the repository could not be listed, or else why its registry can't be asked at all. */
async function findProblem({ registry, problem }: RepositoryRow): Promise<string | null> {
  return problem ?? (await findIndexedRegistry(registry))?.problem ?? null;
}

function freshnessOf(
  row: RepositoryRow,
  table: TagTable,
  askedAt: number,
  problem: string | null,
): TagList["freshness"] {
  const { readCount: read } = table;
  const expected = table.tags.length;
  const partial = read < expected || row.incomplete !== null;
  return {
    state: partial ? "partial" : (row.listed_at ?? 0) >= askedAt ? "live" : "indexed",
    checkedAt: isoTime(row.listed_at),
    read,
    expected,
    ...(row.incomplete !== null && { incomplete: row.incomplete }),
    ...(problem !== null && { problem: fromStored(itemProblemSchema, problem) }),
  };
}
