import "server-only";
import { setImmediate } from "node:timers/promises";
import { getRepositoryTable } from "@/lib/catalog/lists/repository-table";
import { getTagTable } from "@/lib/catalog/lists/tag-table";
import type { PolicySpec, RepositoryVerdict } from "@/lib/contract/policies";
import type { ItemProblem } from "@/lib/contract/problem";
import { itemProblemSchema } from "@/lib/contract/problem";
import { fromStored } from "@/lib/db/stored-json";
import { problemOf } from "@/lib/errors/problem";
import { counted, formatCount } from "@/lib/format/count";
import { findPullsKnown } from "@/lib/notifications/pulls-told-store";
import { compareNatural } from "@/lib/oci/tag-order";
import { protectionOf } from "@/lib/protection/find-protection";
import { anyOf, globMatcher } from "@/lib/protection/glob";
import { listProtectionRows } from "@/lib/protection/protection-store";
import { findDigests } from "@/lib/registry-index/questions/known-tags";
import { findIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import type { RepositoryRow } from "@/lib/registry-index/tags/repository-store";
import { evaluatePolicy, type TagVerdict } from "./evaluate-policy";

/** `digest`: what the tag named when it was judged; null if that is unknown. */
export type RepositoryAssessment = RepositoryVerdict & { verdicts: (TagVerdict & { digest: string | null })[] };

export type Assessment = {
  repositories: RepositoryAssessment[];
  /** Why nothing may be deleted on the basis of this assessment, or null. */
  problem: ItemProblem | null;
};

/**
 * Returns the verdict of a policy on every tag of its repositories, as the index knows them now. Throws
 * `invalid-request` for patterns that are not valid.
 */
export async function assessPolicy(spec: PolicySpec): Promise<Assessment> {
  const { registry } = spec;
  // Read before the tags: a pull in between is then known to one of the two.
  const pulls = await findPullsKnown(registry);
  const [table, protections] = await Promise.all([
    getRepositoryTable(registry, { exact: true }),
    listProtectionRows(registry),
  ]);
  const isMeant = repositoryMatcher(spec);
  const known = { pullsKnownSince: pulls.since, pullsUnknown: pulls.unknown };
  const repositories: RepositoryAssessment[] = [];
  for (const row of table.repositories.filter(({ name }) => isMeant(name))) {
    const protection = protectionOf(protections, row.name);
    repositories.push(await assessRepository(spec, row, { ...known, now: Date.now(), protection }));
    // Hundreds of repositories must not block other requests.
    await setImmediate();
  }
  return { repositories, problem: await findReadingProblem(registry, repositories) };
}

function repositoryMatcher({ repositories: { include, exclude } }: PolicySpec): (name: string) => boolean {
  const toMatcher = (globs: string[]) => anyOf(globs.map((glob) => globMatcher(glob, { parts: true })));
  const [included, excluded] = [toMatcher(include), toMatcher(exclude)];
  return (name) => included(name) && !excluded(name);
}

async function assessRepository(
  spec: PolicySpec,
  row: RepositoryRow,
  circumstances: Parameters<typeof evaluatePolicy>[2],
): Promise<RepositoryAssessment> {
  const { tags } = await getTagTable(row, { exact: true });
  const sorted = [...tags].sort((a, b) => compareNatural(a.name, b.name));
  const facts = sorted.map(({ name, pushedAt, pulledAt, createdAt, seenAt, manifestId }) => ({
    tag: name,
    pushedAt,
    pulledAt,
    createdAt,
    seenAt,
    isRead: manifestId !== null,
  }));
  // By the manifest ids that were judged: a tag may name another image now.
  const digests = await findDigests(new Set(tags.flatMap(({ manifestId }) => manifestId ?? [])));
  const named = new Map(tags.map(({ name, manifestId }) => [name, digests.get(manifestId ?? -1) ?? null]));
  const verdicts = evaluatePolicy(spec, facts, circumstances).map((verdict) => ({
    ...verdict,
    digest: named.get(verdict.tag) ?? null,
  }));
  const deletes = verdicts.filter(({ verdict }) => verdict === "delete").length;
  const untouched = verdicts.filter(({ verdict }) => verdict === "untouched").length;
  const problem = readingProblem(row) ?? guard(spec, deletes, tags.length);
  return { repository: row.name, tags: tags.length, deletes, untouched, problem, verdicts };
}

const incomplete = (detail: string) => problemOf("reading-incomplete", detail);

/** Returns why not everything in a repository is known, or null. */
function readingProblem({ listed_at, incomplete: cut, problem, unread_count }: RepositoryRow): ItemProblem | null {
  if (listed_at === null) return incomplete("Its tags have not been listed yet.");
  if (problem !== null) return incomplete(`It could not be read: ${fromStored(itemProblemSchema, problem).detail}`);
  if (cut !== null) return incomplete(`Its tag list is not complete: ${cut}`);
  if (unread_count > 0) return incomplete(`Not read yet: ${counted(unread_count, "tag")}.`);
  return null;
}

function guard({ mostPercent }: PolicySpec, deletes: number, tags: number): ItemProblem | null {
  if (deletes * 100 <= mostPercent * tags) return null;
  const percent = Math.round((deletes * 100) / tags);
  const detail = `${formatCount(deletes)} of ${counted(tags, "tag")} would go: ${percent} %, and the policy allows ${mostPercent} %.`;
  return problemOf("policy-guard", detail);
}

async function findReadingProblem(registry: string, repositories: RepositoryAssessment[]): Promise<ItemProblem | null> {
  const row = await findIndexedRegistry(registry);
  if (!row?.sweeps) return incomplete("The registry has not been indexed completely yet.");
  if (row.problem !== null)
    return incomplete(
      `The registry can't be reached at the moment: ${fromStored(itemProblemSchema, row.problem).detail}`,
    );
  if (row.catalog_incomplete !== null)
    return incomplete(`The list of repositories is not complete: ${row.catalog_incomplete}`);
  const [first] = repositories.filter(({ problem }) => problem !== null);
  return first?.problem ? { ...first.problem, detail: `${first.repository}: ${first.problem.detail}` } : null;
}
