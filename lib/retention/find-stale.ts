import "server-only";
import { setImmediate } from "node:timers/promises";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { listOrphanedReferrers } from "@/lib/catalog/list-orphaned-referrers";
import { findOrphanedReferrers } from "@/lib/catalog/lists/find-orphaned-referrers";
import { getRepositoryTable } from "@/lib/catalog/lists/repository-table";
import { getTagTable, type TagEntry } from "@/lib/catalog/lists/tag-table";
import type { StaleItem, StaleKind, StaleList, StaleNames, StaleQuery } from "@/lib/contract/stale";
import { AppError } from "@/lib/errors/app-error";
import { inWords, type Sentence } from "@/lib/i18n/sentences";
import { neverTold, type PullsKnown } from "@/lib/notifications/pulls-told";
import { findPullsKnown } from "@/lib/notifications/pulls-told-store";
import { offsetOf } from "@/lib/paging/number-cursor";
import { processWide } from "@/lib/process/process-wide";
import { RecentMap } from "@/lib/process/recent-map";
import { protectionOf } from "@/lib/protection/find-protection";
import { listProtectionRows } from "@/lib/protection/protection-store";
import { getConnection } from "@/lib/registry/connection";
import { findBlobSizes } from "@/lib/registry-index/contents/blob-store";
import { findBrokenTags } from "@/lib/registry-index/questions/find-broken-tags";
import { listUntaggedDigests } from "@/lib/registry-index/questions/known-tags";
import { findIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { findRepository, type RepositoryRow } from "@/lib/registry-index/tags/repository-store";
import { findStaleTags, type Stale, type StaleChoice, type StaleFacts } from "./stale-tags";

type Found = { at: number; items: StaleItem[] };

const goodForMs = 60_000;
const mostChoices = 8;
const shownNames = 4;
const mostNames = 10_000;
const dayMs = 24 * 60 * 60_000;

type Asked = Pick<StaleQuery, "registry" | "days" | "keep">;

/**
 * Returns what may be deleted in a registry, and why, with the most that it frees. The result is at most a minute old.
 * Leaves out what is protected.
 */
export async function findStale(actor: Actor | null, query: StaleQuery): Promise<StaleList> {
  const { registry, days, kind, limit } = query;
  authorize(actor, "registry:read-all", { registry });
  getConnection(registry);
  const [{ at, items }, pulls] = await Promise.all([lookAt(query), findPullsKnown(registry)]);
  const shown = items.filter((item) => kind === undefined || item.kind === kind);
  const page = shown.slice(offsetOf(query), offsetOf(query) + limit);
  const end = offsetOf(query) + page.length;
  const pullsUnknown = explainPulls(pulls, days);
  return {
    groups: groupByKind(items),
    items: page,
    total: shown.length,
    nextCursor: end < shown.length ? String(end) : null,
    checkedAt: new Date(at).toISOString(),
    pullsUnknown: pullsUnknown && inWords(pullsUnknown),
  };
}

/**
 * Returns all that may be deleted in a repository for one reason, to plan its deletion. Throws `repository-not-found`.
 */
export async function listStaleNames(
  actor: Actor | null,
  { registry, repository, kind, ...choice }: Asked & { repository: string; kind: StaleKind },
): Promise<StaleNames> {
  authorize(actor, "registry:read", { registry, repository });
  const row = await findRepository(registry, repository);
  if (!row) throw new AppError("repository-not-found", "The registry has no such repository.");
  if (kind === "untagged")
    return { tags: [], manifests: (await listUntaggedDigests(row.id, { unneeded: true })).slice(0, mostNames) };
  if (kind === "orphaned") {
    // The registry is asked again, because these are to be deleted.
    const budget = { asksLeft: mostNames, until: Number.POSITIVE_INFINITY, fresh: true, unknown: 0 };
    const orphans = await unprotected(row, await findOrphanedReferrers(getConnection(registry), row, budget));
    return { tags: orphans.slice(0, mostNames).map(({ name }) => name), manifests: [] };
  }
  const found = await staleTagsOf(row, await choiceOf({ registry, ...choice }));
  const tags = found.find((stale) => stale.kind === kind)?.tags ?? [];
  return { tags: tags.slice(0, mostNames).map(({ tag }) => tag), manifests: [] };
}

function explainPulls({ since, unknown }: PullsKnown, days: number): Sentence | null {
  if (unknown === neverTold) return { key: "stale.pullsNotReported" };
  if (since === null) return { key: "stale.pullsUnknown", values: { why: inWords(unknown) } };
  const known = Math.floor((Date.now() - since) / dayMs);
  return known >= days ? null : { key: "stale.pullsKnownFor", values: { days: known, most: days } };
}

type Look = { at: number; found: Promise<Found> };

function lookAt(asked: Asked): Promise<Found> {
  const looks = processWide("stale-looks", () => new RecentMap<string, Look>(mostChoices));
  const key = JSON.stringify([asked.registry, asked.days, asked.keep]);
  const known = looks.get(key);
  if (known && Date.now() - known.at < goodForMs) return known.found;
  const found = look(asked);
  looks.set(key, { at: Date.now(), found });
  found.catch(() => looks.delete(key));
  return found;
}

async function choiceOf({ registry, days, keep }: Asked): Promise<StaleChoice> {
  const [pulls, index] = await Promise.all([findPullsKnown(registry), findIndexedRegistry(registry)]);
  return { now: Date.now(), days, keep, pullsKnownSince: pulls.since, indexedAt: index?.first_swept_at ?? null };
}

async function look(asked: Asked): Promise<Found> {
  const at = Date.now();
  const choice = await choiceOf(asked);
  const { repositories } = await getRepositoryTable(asked.registry);
  const items: StaleItem[] = [];
  const { byRepository } = await listOrphanedReferrers(getConnection(asked.registry), repositories);
  for (const row of repositories) {
    items.push(...(await staleTagsOf(row, choice)).map((stale) => toItem(row.name, stale)));
    const untagged = await listUntaggedDigests(row.id, { unneeded: true });
    if (untagged.length > 0) items.push(await untaggedItem(row.name, untagged));
    const orphans = await unprotected(row, byRepository.get(row.name) ?? []);
    if (orphans.length > 0) items.push(orphanedItem(row.name, orphans));
    // Thousands of repositories must not block other requests.
    await setImmediate();
  }
  return { at, items: items.sort((a, b) => b.atMostBytes - a.atMostBytes) };
}

async function staleTagsOf(row: RepositoryRow, choice: StaleChoice): Promise<Stale[]> {
  const { tags } = await getTagTable(row);
  const broken = tags.some(({ hasProblem }) => hasProblem) ? await findBrokenTags(row.id) : new Set();
  const facts = (await unprotected(row, tags)).map(({ name, ...known }): StaleFacts => {
    return { tag: name, ...known, isBroken: broken.has(name) };
  });
  return findStaleTags(facts, choice);
}

async function unprotected(row: RepositoryRow, tags: TagEntry[]): Promise<TagEntry[]> {
  const protections = tags.length > 0 ? await listProtectionRows(row.registry) : [];
  if (protections.length === 0) return tags;
  const protection = protectionOf(protections, row.name);
  return tags.filter(({ name }) => protection(name) === null);
}

function toItem(repository: string, { kind, tags, because }: Stale): StaleItem {
  const sizes = new Map(tags.map(({ manifestId, sizeBytes }) => [manifestId, sizeBytes ?? 0]));
  const frees = kind !== "same-digest";
  return {
    repository,
    kind,
    because: inWords(because),
    count: tags.length,
    atMostBytes: frees ? [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0) : 0,
    names: tags.slice(0, shownNames).map(({ tag }) => tag),
  };
}

function orphanedItem(repository: string, orphans: readonly TagEntry[]): StaleItem {
  const sizes = new Map(orphans.map(({ manifestId, sizeBytes }) => [manifestId, sizeBytes ?? 0]));
  return {
    repository,
    kind: "orphaned",
    count: orphans.length,
    because: inWords({ key: "stale.orphaned" }),
    atMostBytes: [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0),
    names: orphans.slice(0, shownNames).map(({ name }) => name),
  };
}

async function untaggedItem(repository: string, digests: string[]): Promise<StaleItem> {
  const sizes = await findBlobSizes(digests);
  return {
    repository,
    kind: "untagged",
    count: digests.length,
    because: inWords({ key: "stale.untagged" }),
    atMostBytes: [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0),
    names: digests.slice(0, shownNames),
  };
}

function groupByKind(items: readonly StaleItem[]): StaleList["groups"] {
  return [...Map.groupBy(items, ({ kind }) => kind)].map(([kind, some]) => ({
    kind,
    count: some.reduce((sum, { count }) => sum + count, 0),
    repositories: some.length,
    atMostBytes: some.reduce((sum, { atMostBytes }) => sum + atMostBytes, 0),
  }));
}
