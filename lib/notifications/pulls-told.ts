import "server-only";
import type { Sentence } from "@/lib/i18n/sentences";

/** A time without a pull that ended, in epoch milliseconds, when the next one happened. */
export type Silence = { endedAt: number; ms: number };

/** A time in which no console listened, until it is known whether the registry has kept what happened meanwhile. */
export type Away = {
  from: number;
  until: number;
  /** Whether something arrived that happened meanwhile: the registry has kept it. */
  held: boolean;
};

/** What is known of how a registry tells of pulls. Times are epoch milliseconds. */
export type PullsTold = {
  /** Since when each pull was told of; null where none ever was. */
  since: number | null;
  /** When the last pull that was told of happened. */
  until: number | null;
  /** The longest of the last months. */
  silences: Silence[];
  /** When a console last listened for certain. */
  listeningAt: number | null;
  away: Away | null;
  /** When something last arrived long after it had happened: more may be under way. */
  lateAt: number | null;
  /** What tells the secret apart with which the last pull was told. */
  secretMark: string | null;
};

/** `since`: null where pulls are not known up to now, and `unknown` says why. */
export type PullsKnown =
  | { since: number; unknown: null; isSettling: false }
  // Settling passes by itself within minutes.
  | { since: null; unknown: Sentence; isSettling: boolean };

export const nothingTold: PullsTold = {
  since: null,
  until: null,
  silences: [],
  listeningAt: null,
  away: null,
  lateAt: null,
  secretMark: null,
};

/** Why pulls of a registry are not known that has never told of one. */
export const neverTold: Sentence = { key: "pulls.neverReported" };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

// Every registry is silent for so long now and then, and none tells of everything after such a time.
const shortestUsualMs = hourMs;
const longestUsualMs = 7 * dayMs;
// What happened once or twice was an outage.
const usualFrom = 3;
// A silence that is somewhat longer than those before is nothing unusual.
const usualTimes = 2;
const mostSilences = 20;
const silencesKeptMs = 90 * dayMs;
// A console says every minute that it listens, where the machine lets it.
const unheardMs = 3 * minuteMs;
// A registry sends again what it could not deliver, for so long at least; and after so long it has.
const bridgedMs = 15 * minuteMs;
const settledAfterMs = 15 * minuteMs;
// More than clocks differ by.
const lateMs = 5 * minuteMs;
const catchingUpMs = 2 * minuteMs;

/** The longest time without a pull that means nothing: twice what this registry was silent for several times. */
export function usualSilenceMs(silences: readonly Silence[]): number {
  const longestFirst = silences.map(({ ms }) => ms).sort((a, b) => b - a);
  const usual = usualTimes * (longestFirst[usualFrom - 1] ?? 0);
  return Math.min(longestUsualMs, Math.max(shortestUsualMs, usual));
}

/**
 * A console listens now. Where none did for some minutes, or this one has just started, pulls may have been missed, or may
 * be on their way yet.
 */
export function listen(told: PullsTold, now: number, { isStart = false } = {}): PullsTold {
  const settled = settle(told, now);
  const { since, until, listeningAt, away } = settled;
  const last = listeningAt ?? until;
  if (since === null || last === null || (Math.abs(now - last) <= unheardMs && !isStart))
    return { ...settled, listeningAt: now };
  // A clock that went back doesn't tell for how long nobody listened.
  const from = now > last ? last : Math.min(until ?? 0, now);
  const earlier = away && Math.min(away.from, from);
  return {
    ...settled,
    listeningAt: now,
    away: { from: earlier ?? from, until: now, held: away?.held ?? false },
  };
}

/**
 * The registry has told, now and with that secret, of a pull that happened at `at`. Pulls are known anew from now on where
 * it was silent for longer than usual, where nobody listened and nothing shows that it has kept what happened then, where
 * the secret is another one, and where the clock went back.
 */
export function takeIn(before: PullsTold, pull: { at: number; now: number; secretMark: string }): PullsTold {
  const { at, now, secretMark } = pull;
  const told = before.listeningAt === null ? before : listen(before, now);
  const lateAt = now - at > lateMs ? now : told.lateAt;
  const anew: PullsTold = { ...told, since: now, until: at, away: null, lateAt, secretMark };
  const { since, until } = told;
  if (since === null || until === null) return anew;
  if (told.secretMark !== null && told.secretMark !== secretMark) return anew;
  if (until > now + minuteMs || since > now + minuteMs) return anew;
  const { away, isMissed } = hearAway(told.away, at);
  if (isMissed) return anew;
  const ms = at - until;
  const silences = ms > 0 && told.away === null ? withSilence(told.silences, { endedAt: at, ms }) : told.silences;
  if (ms > usualSilenceMs(told.silences)) return { ...anew, silences };
  return { ...told, since, until: Math.max(until, at), silences, away, lateAt, secretMark };
}

/** What a pull tells of the time in which nobody listened. A registry sends in order: what it has kept comes first. */
function hearAway(away: Away | null, at: number): { away: Away | null; isMissed: boolean } {
  if (away === null) return { away, isMissed: false };
  if (at >= away.until) return { away: null, isMissed: isMissed(away) };
  const isHeld = at > away.from && at < away.until - lateMs;
  return { away: { ...away, held: away.held || isHeld }, isMissed: false };
}

const isMissed = ({ from, until, held }: Away): boolean => !held && until - from > bridgedMs;

/** Once a registry has had its time to send what it has kept, what it has not sent is missing. */
function settle(told: PullsTold, now: number): PullsTold {
  const { away, since } = told;
  if (away === null || (now >= away.until && now <= away.until + settledAfterMs)) return told;
  return { ...told, away: null, since: isMissed(away) && since !== null ? Math.max(since, away.until) : since };
}

function withSilence(silences: readonly Silence[], silence: Silence): Silence[] {
  if (silence.ms * usualTimes <= shortestUsualMs) return [...silences];
  return [...silences, silence]
    .filter(({ endedAt }) => endedAt > silence.endedAt - silencesKeptMs)
    .sort((a, b) => b.ms - a.ms)
    .slice(0, mostSilences);
}

/** Since when every pull up to `now` is known, or why that can't be said. */
export function judgePulls(before: PullsTold, now: number, secretMark: string): PullsKnown {
  const told = settle(before, now);
  const { since, until } = told;
  if (since === null || until === null) return unknown(neverTold);
  if (told.secretMark !== null && told.secretMark !== secretMark) return unknown({ key: "pulls.newSecret" });
  if (until > now + minuteMs || since > now + minuteMs) return unknown({ key: "pulls.inTheFuture" });
  const isUnheard = told.listeningAt !== null && Math.abs(now - told.listeningAt) > unheardMs;
  if (isUnheard || told.away !== null) return unknown({ key: "pulls.missed" }, true);
  if (told.lateAt !== null && Math.abs(now - told.lateAt) <= catchingUpMs) return unknown({ key: "pulls.late" });
  if (now - until > usualSilenceMs(told.silences)) return unknown({ key: "pulls.silent", values: spanOf(now - until) });
  return { since, unknown: null, isSettling: false };
}

const unknown = (why: Sentence, isSettling = false): PullsKnown => ({ since: null, unknown: why, isSettling });

function spanOf(ms: number): { count: number; unit: "hours" | "days" } {
  return ms < 2 * dayMs
    ? { count: Math.floor(ms / hourMs), unit: "hours" }
    : { count: Math.floor(ms / dayMs), unit: "days" };
}
