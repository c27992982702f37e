import "server-only";
import type { Sentence } from "@/lib/i18n/sentences";

/** A time without a pull. `endedAt` is when the next pull happened, in epoch milliseconds. */
export type Silence = { endedAt: number; ms: number };

/** A time in which no console listened, until it is known whether the registry has kept the events of that time. */
export type Away = {
  from: number;
  until: number;
  /** True if an event of that time has arrived: the registry has kept it. */
  held: boolean;
};

/** What is known of how a registry reports pulls. Times are epoch milliseconds. */
export type PullsTold = {
  /** Since when each pull was reported; null if none ever was. */
  since: number | null;
  /** When the last reported pull happened. */
  until: number | null;
  /** The longest silences of the last months. */
  silences: Silence[];
  /** When a console last listened for certain. */
  listeningAt: number | null;
  away: Away | null;
  /** When an event last arrived long after it had happened: more may be under way. */
  lateAt: number | null;
  /** Identifies the secret with which the last pull was reported. */
  secretMark: string | null;
};

/** `since`: null if pulls are not known up to now; `unknown` then says why. */
export type PullsKnown =
  | { since: number; unknown: null; isSettling: false }
  // Settling ends by itself within minutes.
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

/** Why pulls are unknown for a registry that has never reported one. */
export const neverTold: Sentence = { key: "pulls.neverReported" };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

// Every registry is silent for `shortestUsualMs` now and then; none reports everything after `longestUsualMs`.
const shortestUsualMs = hourMs;
const longestUsualMs = 7 * dayMs;
// A silence that occurred only once or twice was an outage.
const usualFrom = 3;
// A silence somewhat longer than earlier ones is still usual.
const usualTimes = 2;
const mostSilences = 20;
const silencesKeptMs = 90 * dayMs;
// A console records every minute that it listens, if the machine lets it.
const unheardMs = 3 * minuteMs;
// A registry retries what it could not deliver for at least `bridgedMs`, and has delivered it after `settledAfterMs`.
const bridgedMs = 15 * minuteMs;
const settledAfterMs = 15 * minuteMs;
// More than the usual difference between clocks.
const lateMs = 5 * minuteMs;
const catchingUpMs = 2 * minuteMs;

/** Returns the longest silence that is still usual: twice the length that this registry has reached several times. */
export function usualSilenceMs(silences: readonly Silence[]): number {
  const longestFirst = silences.map(({ ms }) => ms).sort((a, b) => b - a);
  const usual = usualTimes * (longestFirst[usualFrom - 1] ?? 0);
  return Math.min(longestUsualMs, Math.max(shortestUsualMs, usual));
}

/**
 * Returns the state after a console listens at `now`. If no console did for some minutes, or this one has just started,
 * pulls may have been missed or may still be on their way.
 */
export function listen(told: PullsTold, now: number, { isStart = false } = {}): PullsTold {
  const settled = settle(told, now);
  const { since, until, listeningAt, away } = settled;
  const last = listeningAt ?? until;
  if (since === null || last === null || (Math.abs(now - last) <= unheardMs && !isStart))
    return { ...settled, listeningAt: now };
  // If the clock went back, it is unknown for how long no console listened.
  const from = now > last ? last : Math.min(until ?? 0, now);
  const earlier = away && Math.min(away.from, from);
  return {
    ...settled,
    listeningAt: now,
    away: { from: earlier ?? from, until: now, held: away?.held ?? false },
  };
}

/**
 * Returns the state after the registry reported, at `now` and with that secret, a pull that happened at `at`. The known
 * time starts again at `now` if the registry was silent for longer than usual, if no console listened and nothing shows
 * that the registry has kept the events of that time, if the secret is another one, or if the clock went back.
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

/**
 * What a pull reveals about the time in which no console listened. A registry sends in order: what it kept comes first.
 */
function hearAway(away: Away | null, at: number): { away: Away | null; isMissed: boolean } {
  if (away === null) return { away, isMissed: false };
  if (at >= away.until) return { away: null, isMissed: isMissed(away) };
  const isHeld = at > away.from && at < away.until - lateMs;
  return { away: { ...away, held: away.held || isHeld }, isMissed: false };
}

const isMissed = ({ from, until, held }: Away): boolean => !held && until - from > bridgedMs;

/** Once a registry has had time to send what it has kept, events that it has not sent are missing. */
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

/** Returns since when every pull up to `now` is known, or why that is unknown. */
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
