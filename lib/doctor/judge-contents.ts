import "server-only";
import type { FoundPlace } from "@/lib/contract/doctor";
import { isProblem } from "@/lib/errors/problem";
import { formatBytes } from "@/lib/format/bytes";
import { isoTime } from "@/lib/format/iso-time";
import type { ProblemTag } from "@/lib/registry-index/questions/list-tag-problems";
import type { FindingCode, Judgement } from "./judgement";
import { firstPlaces } from "./places";

/**
 * How far the index has read the registry. Only if it has read everything does finding nothing mean that there is
 * nothing.
 */
export type Reading = { unreadTags: number; unreadRepositories: number; sweeps: number };

/** `oldestCheck`: the earliest of the times at which each tag was last looked at. A sweep looks at some tags again. */
export type TagReading = Reading & { oldestCheck: number | null };

/** Tags with a problem; `more`: there are others. */
export type Problems = { tags: readonly ProblemTag[]; more: boolean };

const isDangling = ({ named, problem }: ProblemTag) => !named && isProblem(problem, "manifest-not-found");
const lacksChildren = ({ named, problem }: ProblemTag) => named && problem.missingPlatforms.length > 0;

/** Judges tags that are listed although their manifest is gone. */
export function judgeDanglingTags(problems: Problems, reading: TagReading): Judgement {
  const found = problems.tags.filter(isDangling);
  const base = { check: "danglingTags", ...asOfOldest(reading) } as const;
  if (found.length === 0) return { ...base, ...nothing("danglingTags.ok", reading, problems) };
  return { ...base, code: "danglingTags.found", ...tell(found, problems) };
}

/** Judges indexes that list manifests which are gone. */
export function judgeMissingChildren(problems: Problems, reading: Reading): Judgement {
  const found = problems.tags.filter(lacksChildren);
  const check = "missingChildren";
  // What did not change is not read again, so no later time is true for all of them.
  if (found.length === 0) return { check, checkedAt: null, ...nothing("missingChildren.ok", reading, problems) };
  return { check, code: "missingChildren.found", ...tell(found, problems) };
}

/**
 * Judges tags that can't be read for another reason: damaged links or manifests, and formats that nothing reads any
 * more.
 */
export function judgeBrokenTags(problems: Problems, reading: TagReading): Judgement {
  const found = problems.tags.filter((tag) => !isDangling(tag) && !lacksChildren(tag));
  const base = { check: "brokenTags", ...asOfOldest(reading) } as const;
  if (found.length === 0) return { ...base, ...nothing("brokenTags.ok", reading, problems) };
  return { ...base, code: "brokenTags.found", ...tell(found, problems) };
}

/** Judges the names of repositories without a tag, except those that somebody has hidden. */
export function judgeEmptyRepositories(names: readonly string[], reading: Reading): Judgement {
  const check = "emptyRepositories";
  if (names.length === 0) return { check, ...nothing("emptyRepositories.ok", { ...reading, unreadTags: 0 }) };
  const places = names.map((repository): FoundPlace => ({ repository, tags: [], count: 0, detail: null }));
  const values = { count: names.length };
  return { check, state: "attention", code: "emptyRepositories.found", values, ...firstPlaces(places) };
}

/** Judges manifests that no tag names any more. */
export function judgeUntaggedManifests(
  counts: readonly { repository: string; count: number }[],
  bytes: number | null,
  reading: Reading,
): Judgement {
  const check = "untaggedManifests";
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return { check, ...nothing("untaggedManifests.ok", reading) };
  const places = counts.map(({ repository, count }): FoundPlace => ({ repository, tags: [], count, detail: null }));
  const values = { count: all, size: bytes ? formatBytes(bytes) : "none" };
  return { check, state: "attention", code: "untaggedManifests.found", values, ...firstPlaces(places) };
}

/** Judges tags of signatures and the like whose images are certainly gone, by repository. */
export function judgeOrphanedReferrers(
  found: readonly { repository: string; tags: readonly string[] }[],
  { allAsked, ...reading }: Reading & { allAsked: boolean },
): Judgement {
  const check = "orphanedReferrers";
  const count = found.reduce((sum, { tags }) => sum + tags.length, 0);
  if (count === 0 && !allAsked) return { check, state: "unknown", code: "orphanedReferrers.unsure" };
  if (count === 0) return { check, ...nothing("orphanedReferrers.ok", reading) };
  const places = found.map(({ repository, tags }): FoundPlace => {
    return { repository, tags: [...tags], count: tags.length, detail: null };
  });
  return { check, state: "attention", code: "orphanedReferrers.found", values: { count }, ...firstPlaces(places) };
}

const asOfOldest = ({ oldestCheck }: TagReading) => (oldestCheck === null ? {} : { checkedAt: isoTime(oldestCheck) });

/** For a check that found nothing: `ok` if everything was read; otherwise why it can't be told whether there is any. */
function nothing(
  code: FindingCode,
  { unreadTags, unreadRepositories, sweeps }: Reading,
  { tags, more }: Problems = { tags: [], more: false },
): Pick<Judgement, "state" | "code" | "values"> {
  if (more) return { state: "unknown", code: "contents.firstProblems", values: { count: tags.length } };
  if (unreadTags > 0) return { state: "unknown", code: "contents.unreadTags", values: { count: unreadTags } };
  if (unreadRepositories > 0)
    return { state: "unknown", code: "contents.unreadRepositories", values: { count: unreadRepositories } };
  return sweeps > 0 ? { state: "ok", code } : { state: "unknown", code: "contents.neverRead" };
}

function tell(found: readonly ProblemTag[], { more }: Problems) {
  // The pages that a finding links to leave out the tags of signatures.
  const signatures = found.filter(({ referrer }) => referrer).length;
  const values = { count: found.length, more: more ? "yes" : "no", signatures };
  return { state: "broken" as const, values, ...firstPlaces(byRepository(found)) };
}

function byRepository(tags: readonly ProblemTag[]): FoundPlace[] {
  const groups = Map.groupBy(tags, ({ repository }) => repository);
  return [...groups].map(([repository, some]) => ({
    repository,
    tags: some.map(({ tag }) => tag),
    count: some.length,
    detail: some[0]?.problem.detail ?? null,
  }));
}
