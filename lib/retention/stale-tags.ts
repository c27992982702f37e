import "server-only";
import type { StaleKind } from "@/lib/contract/stale";
import type { Sentence } from "@/lib/i18n/sentences";
import { versionKey, versionSortKey } from "@/lib/oci/tag-order";

/** What is known about a tag. Times are epoch milliseconds, null if they are unknown. */
export type StaleFacts = {
  tag: string;
  manifestId: number | null;
  sizeBytes: number | null;
  createdAt: number | null;
  pushedAt: number | null;
  pulledAt: number | null;
  /**
   * `changedAt`: when the index found that the tag names something else; `seenAt`: since when the index has the tag.
   */
  changedAt?: number | null;
  seenAt?: number;
  /** Whether the registry says that a part of it is gone. */
  isBroken: boolean;
};

export type StaleChoice = {
  now: number;
  days: number;
  keep: number;
  pullsKnownSince: number | null;
  /** When the whole registry was first known: what appeared later was pushed later. */
  indexedAt?: number | null;
};

/** Tags that may be deleted for one reason. */
export type Stale = { kind: StaleKind; tags: StaleFacts[]; because: Sentence };

const dayMs = 24 * 60 * 60_000;
// Tags that builds name after pull requests, branches, bots and commits. Digits alone are a date or a build number.
const branch =
  /^(?:pr|mr|pull|merge|branch|feature|feat|fix|bugfix|hotfix|dependabot|renovate|snapshot|nightly|sha|commit|git)[-_./]|^(?=.*[a-f])[0-9a-f]{7,40}$|^[0-9a-f]{40}$/i;
/** A date or a build number is no version, and does not move. */
const plainNumber = /^\d{5,}$/;

/**
 * Returns what may be deleted in a repository, and why. A tag may appear for several reasons. An unknown fact is no
 * reason.
 */
export function findStaleTags(tags: readonly StaleFacts[], choice: StaleChoice): Stale[] {
  const { days, keep } = choice;
  const found: Stale[] = [
    { kind: "broken", tags: tags.filter((tag) => tag.isBroken), because: { key: "stale.broken" } },
    { kind: "not-pulled", tags: notPulled(tags, choice), because: { key: "stale.notPulled", values: { days } } },
    { kind: "old", tags: old(tags, choice), because: { key: "stale.old", values: { days, keep } } },
    { kind: "pre-release", tags: preReleases(tags), because: { key: "stale.preRelease" } },
    { kind: "branch", tags: branches(tags, choice), because: { key: "stale.branch", values: { days } } },
    { kind: "same-digest", tags: doubles(tags), because: { key: "stale.sameDigest" } },
  ];
  return found.filter((stale) => stale.tags.length > 0);
}

const isOld = (tag: StaleFacts, choice: StaleChoice): boolean =>
  isDated(tag) && ageOf(tag, choice) < choice.now - choice.days * dayMs;

const isDated = ({ createdAt, pushedAt }: StaleFacts) => Math.max(createdAt ?? 0, pushedAt ?? 0) > 0;

/** An image that was built long ago may have been pushed today, and its tag moved to it. */
function ageOf({ createdAt, pushedAt, changedAt, seenAt = 0 }: StaleFacts, { indexedAt }: StaleChoice): number {
  const appearedAt = indexedAt != null && seenAt > indexedAt ? seenAt : 0;
  return Math.max(createdAt ?? 0, pushedAt ?? 0, changedAt ?? 0, appearedAt);
}

function notPulled(tags: readonly StaleFacts[], choice: StaleChoice): StaleFacts[] {
  const since = choice.now - choice.days * dayMs;
  if (choice.pullsKnownSince === null || choice.pullsKnownSince > since) return [];
  // Pulls of a tag that came back later, or of another tag with its name, are unknown.
  const isKnown = ({ seenAt = 0 }: StaleFacts) => seenAt <= since;
  return tags.filter((tag) => (tag.pulledAt ?? 0) < since && isKnown(tag) && isOld(tag, choice));
}

function old(tags: readonly StaleFacts[], choice: StaleChoice): StaleFacts[] {
  const dated = tags.filter(isDated);
  const ages = new Map(dated.map((tag) => [tag, ageOf(tag, choice)]));
  const age = (tag: StaleFacts) => ages.get(tag) ?? 0;
  const newest = new Set(
    dated
      .toSorted((a, b) => age(b) - age(a) || (versionSortKey(a.tag) < versionSortKey(b.tag) ? 1 : -1))
      .slice(0, choice.keep),
  );
  // A moving tag is not older than what it names: it is deleted with that, or stays.
  return dated.filter((tag) => !newest.has(tag) && isOld(tag, choice) && !isMoving(tag.tag));
}

function isMoving(tag: string): boolean {
  const version = versionKey(tag);
  return version ? version.numbers[2] === -1 && !plainNumber.test(tag) : !/\d/.test(tag);
}

function preReleases(tags: readonly StaleFacts[]): StaleFacts[] {
  const released = new Set(
    tags.flatMap(({ tag }) => {
      const version = versionKey(tag);
      return version && version.preRelease === null ? version.numbers.join(".") : [];
    }),
  );
  return tags.filter(({ tag }) => {
    const version = versionKey(tag);
    return version?.preRelease != null && released.has(version.numbers.join("."));
  });
}

function branches(tags: readonly StaleFacts[], choice: StaleChoice): StaleFacts[] {
  return tags.filter((tag) => branch.test(tag.tag) && isOld(tag, choice));
}

/** Returns, of the tags on each manifest, all but the one that says the most. */
function doubles(tags: readonly StaleFacts[]): StaleFacts[] {
  const groups = Map.groupBy(tags, ({ manifestId }) => manifestId);
  groups.delete(null);
  return [...groups.values()].flatMap((group) => {
    const says = ({ tag }: StaleFacts) => (plainNumber.test(tag) ? ` ${tag}` : versionSortKey(tag));
    const [, ...others] = group.toSorted((a, b) => (says(a) < says(b) ? 1 : -1));
    return others.filter(({ tag }) => !isMoving(tag));
  });
}
