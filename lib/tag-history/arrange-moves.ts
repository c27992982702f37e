import "server-only";
import type { Sighting, TagFact } from "@/lib/registry-index/facts/tag-fact-store";

/** One move, derived from all facts together; `from` is undefined if it is unknown. Times are epoch milliseconds. */
export type Move = {
  at: number;
  /** Null if the move happened at `at`; otherwise when the tag was last known to name `from`. */
  since: number | null;
  from: string | null | undefined;
  to: string | null;
  /** The fact that the move is known by; null if the move follows only from what was seen. */
  fact: TagFact | null;
};

type Entry = Sighting & {
  /** Whether the change was reported, not only seen. */
  told: boolean;
  fact: TagFact | null;
};

// CNCF Distribution reports a push before it writes the tag, a deletion is recorded after it is done, and the clocks of
// two machines differ.
const sameMomentMs = 2 * 60_000;

/**
 * Arranges how a tag moved, the oldest move first. A reported change is a move at its time. A change that was only seen
 * is a move between two looks, and only if nobody reported it. `latest` is what the tag named at the last look.
 */
export function arrangeMoves(facts: readonly TagFact[], latest: Sighting | null = null): Move[] {
  const entries = facts.flatMap((fact): Entry[] => [
    ...(fact.before ? [{ ...fact.before, told: false, fact: null }] : []),
    { at: fact.at, digest: fact.digest, told: fact.source !== "look", fact },
  ]);
  if (latest) entries.push({ ...latest, told: false, fact: null });
  entries.sort((a, b) => a.at - b.at);
  const course = new Course();
  for (const [at, entry] of entries.entries()) {
    if (entry.told) course.told(entry);
    else course.seen(entry, isToldSoon(entry, entries, at));
  }
  return course.moves;
}

/** Returns whether what was seen here is reported before anything else becomes known about the tag. */
function isToldSoon(entry: Entry, entries: readonly Entry[], at: number): boolean {
  const next = entries.slice(at + 1).find(({ told, digest }) => told || digest !== entry.digest);
  if (!next?.told) return false;
  return next.digest === entry.digest && next.at - entry.at <= sameMomentMs;
}

/** What the tag has named so far, entry by entry. */
class Course {
  readonly moves: Move[] = [];
  #digest: string | null | undefined;
  #knownAt: number | null = null;

  told({ at, digest, fact }: Entry): void {
    const last = this.moves.at(-1);
    if (this.#digest !== digest) this.#move({ at, since: null, from: this.#digest, to: digest, fact });
    else if (last && last.since !== null && last.to === digest && at - last.at <= sameMomentMs)
      this.moves[this.moves.length - 1] = { ...last, at, since: null, fact };
    this.#knownAt = at;
  }

  seen({ at, digest, fact }: Entry, isToldSoon: boolean): void {
    const last = this.moves.at(-1);
    if (this.#digest !== digest && this.#digest !== undefined) {
      if (isToldSoon) return;
      if (last && last.since === null && at - last.at <= sameMomentMs) {
        // This look came too early to see the reported change.
        if (last.from === undefined) last.from = digest;
        if (last.from === digest) return;
      }
      this.#move({ at, since: this.#knownAt, from: this.#digest, to: digest, fact });
    }
    this.#digest = digest;
    this.#knownAt = at;
  }

  #move(move: Move): void {
    this.moves.push(move);
    this.#digest = move.to;
  }
}
