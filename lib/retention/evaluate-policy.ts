import "server-only";
import type { PolicySpec } from "@/lib/contract/policies";
import { versionKey, versionSortKey } from "@/lib/oci/tag-order";
import { ordinal } from "./ordinal";
import { selectorMatcher } from "./tag-selector";

/** What is known of a tag. Times are epoch milliseconds, null where they are not known. */
export type TagFacts = {
  tag: string;
  pushedAt: number | null;
  pulledAt: number | null;
  createdAt: number | null;
  /** Since when the console knows the tag; pulls of one of that name before are not known. */
  seenAt?: number;
  /** False where the console has not read yet what it names. */
  isRead: boolean;
};

export type TagVerdict = { tag: string; verdict: "keep" | "delete" | "untouched"; because: string };

export type Circumstances = {
  now: number;
  /** Since when every pull is known, up to now; null where that is not known. */
  pullsKnownSince: number | null;
  /** Why it is not known. */
  pullsUnknown?: string | null;
  /** Why a tag must never be deleted, or null. */
  protection: (tag: string) => string | null;
};

type Rules = Pick<PolicySpec, "tags" | "keep">;
type Reason = { kept: Map<string, string>; lost: Map<string, string[]> };

const dayMs = 24 * 60 * 60_000;

/**
 * What a policy makes of each tag of a repository, with the reason in words. What is not known keeps: a tag without a
 * date, one that is no version where versions are counted, one that was not read yet. Throws `invalid-request` for
 * patterns that make no sense.
 */
export function evaluatePolicy(rules: Rules, tags: readonly TagFacts[], circumstances: Circumstances): TagVerdict[] {
  const isMeant = selectorMatcher(rules.tags);
  const meant = tags.filter(({ tag }) => isMeant(tag));
  const reason: Reason = { kept: new Map(), lost: new Map() };
  for (const { tag, isRead } of meant) {
    const protection = circumstances.protection(tag);
    if (protection !== null) keep(reason, tag, protection);
    else if (!isRead) keep(reason, tag, "what it names was not read yet");
  }
  if (rules.keep.matching) {
    const stays = selectorMatcher(rules.keep.matching);
    for (const { tag } of meant) if (stays(tag)) keep(reason, tag, "it matches what the policy keeps");
  }
  for (const rule of rules.keep.newest) keepNewest(rule, meant, reason);
  for (const rule of rules.keep.within) keepWithin(rule, meant, circumstances, reason);
  const all = new Set(meant.map(({ tag }) => tag));
  return tags.map(({ tag }): TagVerdict => {
    if (!all.has(tag)) return { tag, verdict: "untouched", because: "the policy is not about it" };
    const kept = reason.kept.get(tag);
    if (kept !== undefined) return { tag, verdict: "keep", because: kept };
    return { tag, verdict: "delete", because: (reason.lost.get(tag) ?? ["nothing keeps it"]).join("; ") };
  });
}

function keep({ kept }: Reason, tag: string, because: string): void {
  if (!kept.has(tag)) kept.set(tag, because);
}

function lose({ lost }: Reason, tag: string, because: string): void {
  const known = lost.get(tag);
  if (known) known.push(because);
  else lost.set(tag, [because]);
}

type Newest = PolicySpec["keep"]["newest"][number];

function keepNewest({ count, by, per }: Newest, tags: readonly TagFacts[], reason: Reason): void {
  const groups = Map.groupBy(tags, ({ tag }) => groupOf(tag, per));
  for (const [group, members] of groups) {
    const what = group === null ? "" : ` of ${group}`;
    const ranked: { tag: string; value: string | number }[] = [];
    for (const facts of members) {
      const value = ageOf(facts, by);
      if (value === null) keep(reason, facts.tag, unknown[by]);
      else ranked.push({ tag: facts.tag, value });
    }
    ranked.sort((a, b) => (a.value < b.value ? 1 : a.value > b.value ? -1 : a.tag < b.tag ? -1 : 1));
    for (const [at, { tag }] of ranked.entries()) {
      if (at < count) keep(reason, tag, `${ordinal(at + 1)}newest${what}${byWhat[by]}`);
      else lose(reason, tag, `not among the ${count} newest${what}${byWhat[by]}`);
    }
  }
}

const byWhat = { semver: "", pushed: " by its push", created: " by its build" };
const unknown = {
  semver: "it is no full version, and may move",
  pushed: "when it was pushed is not known",
  created: "when it was built is not known",
};

function ageOf({ tag, pushedAt, createdAt }: TagFacts, by: Newest["by"]): string | number | null {
  if (by === "pushed") return pushedAt;
  if (by === "created") return createdAt;
  // "1.4" is pushed anew with every release.
  const isFull = (versionKey(tag)?.numbers[2] ?? -1) >= 0;
  return isFull ? versionSortKey(tag) : null;
}

/** What a tag is counted with; null for all together. */
function groupOf(tag: string, per: Newest["per"]): string | null {
  if (per === "all") return null;
  if (per === "prefix") return `${/^\D*/.exec(tag)?.[0] ?? ""}*`;
  const [major = -1, minor = -1] = versionKey(tag)?.numbers ?? [];
  if (major < 0) return "what is no version";
  return per === "major" || minor < 0 ? `${major}.x` : `${major}.${minor}.x`;
}

type Within = PolicySpec["keep"]["within"][number];

function keepWithin(
  { days: most, of }: Within,
  tags: readonly TagFacts[],
  circumstances: Circumstances,
  reason: Reason,
): void {
  const { now } = circumstances;
  const since = now - most * dayMs;
  for (const facts of tags) {
    const at = facts[`${of}At`];
    const gap = of === "pulled" ? gapInPulls(since, facts, circumstances) : null;
    if (at !== null && at >= since) keep(reason, facts.tag, `${verbs[of]} ${ago(now - at)}, within ${most} days`);
    else if (gap !== null) keep(reason, facts.tag, gap);
    else if (at !== null) lose(reason, facts.tag, `${verbs[of]} ${ago(now - at)}`);
    else if (of !== "pulled") keep(reason, facts.tag, `when it was ${verbs[of]} is not known`);
    else
      lose(
        reason,
        facts.tag,
        `never pulled in the ${days(now - (circumstances.pullsKnownSince ?? now))} that are known`,
      );
  }
}

/** Why a pull since that time may not be known; null where each would be. */
function gapInPulls(
  since: number,
  { seenAt = 0 }: TagFacts,
  { now, pullsKnownSince, pullsUnknown }: Circumstances,
): string | null {
  if (pullsKnownSince === null) return pullsUnknown ?? "the registry does not tell of pulls";
  if (pullsKnownSince > since) return `pulls are known for ${days(now - pullsKnownSince)} only`;
  return seenAt > since ? `the tag is known for ${days(now - seenAt)} only` : null;
}

const verbs = { pushed: "pushed", pulled: "pulled", created: "built" };

function days(ms: number): string {
  const count = Math.max(0, Math.floor(ms / dayMs));
  return count === 1 ? "1 day" : `${count} days`;
}

const ago = (ms: number): string => (ms < dayMs ? "today" : `${days(ms)} ago`);
