import "server-only";
import { listOrphanedReferrers } from "@/lib/catalog/list-orphaned-referrers";
import { isHidden } from "@/lib/catalog/lists/arrange-repositories";
import { getRepositoryTable } from "@/lib/catalog/lists/repository-table";
import { isoTime } from "@/lib/format/iso-time";
import { findLastCheck } from "@/lib/garbage-collection/find-last-check";
import { getConnection } from "@/lib/registry/connection";
import { countUntagged } from "@/lib/registry-index/questions/count-untagged";
import { findOldestCheck } from "@/lib/registry-index/questions/find-oldest-check";
import { findWithTags } from "@/lib/registry-index/questions/find-with-tags";
import { listTagProblems } from "@/lib/registry-index/questions/list-tag-problems";
import { findIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import type { RepositoryRow } from "@/lib/registry-index/tags/repository-store";
import { parseMeasurement } from "@/lib/storage/measurement";
import { findStillBroken } from "./find-still-broken";
import {
  judgeBrokenTags,
  judgeDanglingTags,
  judgeEmptyRepositories,
  judgeMissingChildren,
  judgeOrphanedReferrers,
  judgeUntaggedManifests,
} from "./judge-contents";
import { type ImageCheck, judgeLayers } from "./judge-layers";
import type { Judgement } from "./judgement";

const mostProblems = 10_000;

/**
 * Judges the registry's contents, as its index has read them. The registry is asked only for images of signatures that
 * the index doesn't know, and within limits.
 */
export async function lookAtContents(registry: string): Promise<Judgement[]> {
  const [index, { repositories }, found, untagged, images, oldestCheck] = await Promise.all([
    findIndexedRegistry(registry),
    getRepositoryTable(registry, { exact: true }),
    listTagProblems(registry, mostProblems + 1),
    countUntagged(registry),
    findImageCheck(registry),
    findOldestCheck(registry),
  ]);
  const problems = { tags: found.slice(0, mostProblems), more: found.length > mostProblems };
  const reading = {
    oldestCheck,
    sweeps: index?.sweeps ?? 0,
    unreadTags: repositories.reduce((sum, row) => sum + row.unread_count, 0),
    unreadRepositories: repositories.filter((row) => row.listed_at === null).length,
  };
  const bytes = parseMeasurement(index?.storage ?? null)?.untaggedBytes ?? null;
  const empty = await findEmpty(repositories);
  const orphans = await findOrphans(registry, repositories);
  const judgements = [
    judgeDanglingTags(problems, reading),
    judgeBrokenTags(problems, reading),
    judgeMissingChildren(problems, reading),
    judgeLayers(images, problems.tags),
    judgeEmptyRepositories(empty, reading),
    judgeUntaggedManifests(untagged, bytes, reading),
    judgeOrphanedReferrers(orphans.found, { ...reading, allAsked: orphans.allAsked }),
  ];
  const sweptAt = index?.sweep_finished_at ?? null;
  const checkedAt = isoTime(sweptAt);
  return judgements.map((judgement) => ({ checkedAt, ...judgement }));
}

async function findImageCheck(registry: string): Promise<ImageCheck | null> {
  const last = await findLastCheck(registry);
  return last && { ...last, broken: await findStillBroken(registry, last) };
}

/** Returns the names of repositories without any tag; signatures alone may be kept in a repository of their own. */
async function findEmpty(repositories: readonly RepositoryRow[]): Promise<string[]> {
  const empty = repositories.filter((row) => isWithoutTags(row) && !isHidden(row));
  const withTags = await findWithTags(empty.map(({ id }) => id));
  return empty.filter(({ id }) => !withTags.has(id)).map(({ name }) => name);
}

function isWithoutTags({ listed_at, tag_count, problem, incomplete }: RepositoryRow): boolean {
  return listed_at !== null && tag_count === 0 && problem === null && incomplete === null;
}

async function findOrphans(registry: string, repositories: readonly RepositoryRow[]) {
  const orphans = await listOrphanedReferrers(getConnection(registry), repositories);
  const found = [...orphans.byRepository].map(([repository, tags]) => ({
    repository,
    tags: tags.map(({ name }) => name),
  }));
  return { found, allAsked: orphans.allAsked };
}
