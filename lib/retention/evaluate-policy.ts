import "server-only";
import type { PolicySpec } from "@/lib/contract/policies";
import type { Sentence } from "@/lib/i18n/sentences";
import { versionKey, versionSortKey } from "@/lib/oci/tag-order";
import { selectorMatcher } from "./tag-selector";

/** What is known about a tag. Times are epoch milliseconds, null if they are unknown. */
export type TagFacts = {
  tag: string;
  pushedAt: number | null;
  pulledAt: number | null;
  createdAt: number | null;
  /** Since when the console knows the tag. Earlier pulls of a tag with this name are unknown. */
  seenAt?: number;
  /** False if the console has not read yet what the tag names. */
  isRead: boolean;
};

/** `because`: every reason, if the tag is deleted for several. */
export type TagVerdict = { tag: string; verdict: "keep" | "delete" | "untouched"; because: Sentence[] };

export type Circumstances = {
  now: number;
  /** Since when every pull is known, up to now; null if that is unknown. */
  pullsKnownSince: number | null;
  /** Why that is unknown. */
  pullsUnknown?: Sentence | null;
  /** Returns why a tag must never be deleted, or null. */
  protection: (tag: string) => Sentence | null;
};

type Rules = Pick<PolicySpec, "tags" | "keep">;
type Reason = { kept: Map<string, Sentence>; lost: Map<string, Sentence[]> };

const dayMs = 24 * 60 * 60_000;

/**
 * Returns the verdict of a policy on each tag of a repository, with the reason. A tag is kept if a fact about it is
 * unknown: if it has no date, if it is no version where versions are counted, or if it was not read yet. Throws
 * `invalid-request` for patterns that are not valid.
 */
export function evaluatePolicy(rules: Rules, tags: readonly TagFacts[], circumstances: Circumstances): TagVerdict[] {
  const isMeant = selectorMatcher(rules.tags);
  const meant = tags.filter(({ tag }) => isMeant(tag));
  const reason: Reason = { kept: new Map(), lost: new Map() };
  for (const { tag, isRead } of meant) {
    const protection = circumstances.protection(tag);
    if (protection !== null) keep(reason, tag, protection);
    else if (!isRead) keep(reason, tag, { key: "policies.unread" });
  }
  if (rules.keep.matching) {
    const stays = selectorMatcher(rules.keep.matching);
    for (const { tag } of meant) if (stays(tag)) keep(reason, tag, { key: "policies.matching" });
  }
  for (const rule of rules.keep.newest) keepNewest(rule, meant, reason);
  for (const rule of rules.keep.within) keepWithin(rule, meant, circumstances, reason);
  const all = new Set(meant.map(({ tag }) => tag));
  return tags.map(({ tag }): TagVerdict => {
    if (!all.has(tag)) return { tag, verdict: "untouched", because: [{ key: "policies.outOfScope" }] };
    const kept = reason.kept.get(tag);
    if (kept !== undefined) return { tag, verdict: "keep", because: [kept] };
    return { tag, verdict: "delete", because: reason.lost.get(tag) ?? [{ key: "policies.nothingKeeps" }] };
  });
}

function keep({ kept }: Reason, tag: string, because: Sentence): void {
  if (!kept.has(tag)) kept.set(tag, because);
}

function lose({ lost }: Reason, tag: string, because: Sentence): void {
  const known = lost.get(tag);
  if (known) known.push(because);
  else lost.set(tag, [because]);
}

type Newest = PolicySpec["keep"]["newest"][number];

function keepNewest({ count, by, per }: Newest, tags: readonly TagFacts[], reason: Reason): void {
  const groups = Map.groupBy(tags, ({ tag }) => groupOf(tag, per));
  for (const [group, members] of groups) {
    const ranked: { tag: string; value: string | number }[] = [];
    for (const facts of members) {
      const value = ageOf(facts, by);
      if (value === null) keep(reason, facts.tag, undated(by));
      else ranked.push({ tag: facts.tag, value });
    }
    ranked.sort((a, b) => (a.value < b.value ? 1 : a.value > b.value ? -1 : a.tag < b.tag ? -1 : 1));
    for (const [index, { tag }] of ranked.entries()) {
      const at = index + 1;
      if (at <= count) keep(reason, tag, { key: "policies.newest", values: { place: String(at), at, group, by } });
      else lose(reason, tag, { key: "policies.notNewest", values: { count, group, by } });
    }
  }
}

const undated = (by: Newest["by"]): Sentence =>
  by === "semver" ? { key: "policies.noVersion" } : { key: "policies.unknownDate", values: { date: by } };

function ageOf({ tag, pushedAt, createdAt }: TagFacts, by: Newest["by"]): string | number | null {
  if (by === "pushed") return pushedAt;
  if (by === "created") return createdAt;
  // A tag such as "1.4" is pushed again with every release.
  const isFull = (versionKey(tag)?.numbers[2] ?? -1) >= 0;
  return isFull ? versionSortKey(tag) : null;
}

/** Returns the group that a tag is counted in: `all`, `noVersion`, or a name such as `pr-*`, `1.x` or `1.4.x`. */
function groupOf(tag: string, per: Newest["per"]): string {
  if (per === "all") return "all";
  if (per === "prefix") return `${/^\D*/.exec(tag)?.[0] ?? ""}*`;
  const [major = -1, minor = -1] = versionKey(tag)?.numbers ?? [];
  if (major < 0) return "noVersion";
  return per === "major" || minor < 0 ? `${major}.x` : `${major}.${minor}.x`;
}

type Within = PolicySpec["keep"]["within"][number];

function keepWithin(
  { days: most, of: date }: Within,
  tags: readonly TagFacts[],
  circumstances: Circumstances,
  reason: Reason,
): void {
  const { now, pullsKnownSince } = circumstances;
  const since = now - most * dayMs;
  for (const facts of tags) {
    const at = facts[`${date}At`];
    const gap = date === "pulled" ? gapInPulls(since, facts, circumstances) : null;
    if (at !== null && at >= since)
      keep(reason, facts.tag, { key: "policies.usedWithin", values: { date, days: days(now - at), most } });
    else if (gap !== null) keep(reason, facts.tag, gap);
    else if (at !== null) lose(reason, facts.tag, { key: "policies.used", values: { date, days: days(now - at) } });
    else if (date !== "pulled") keep(reason, facts.tag, { key: "policies.unknownDate", values: { date } });
    else
      lose(reason, facts.tag, {
        key: "policies.neverPulled",
        values: { days: days(now - (pullsKnownSince ?? now)) },
      });
  }
}

/** Returns why a pull since that time may be unknown; null if each would be known. */
function gapInPulls(
  since: number,
  { seenAt = 0 }: TagFacts,
  { now, pullsKnownSince, pullsUnknown }: Circumstances,
): Sentence | null {
  if (pullsKnownSince === null) return pullsUnknown ?? { key: "pulls.neverReported" };
  if (pullsKnownSince > since) return { key: "policies.pullsKnownFor", values: { days: days(now - pullsKnownSince) } };
  return seenAt > since ? { key: "policies.tagKnownFor", values: { days: days(now - seenAt) } } : null;
}

const days = (ms: number): number => Math.max(0, Math.floor(ms / dayMs));
