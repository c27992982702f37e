import "server-only";
import { versionSortKey } from "@/lib/oci/tag-order";
import { matchAll, matchTag } from "./match-name";
import type { TagNameList } from "./tag-name-list";

export type FoundName = { name: string; match: number };
type Candidate = { match: number; folded: string; start: number };

// If more names than this contain a word, those that were added last are not looked at.
const mostHits = 100_000;
// From `matchTag`: the best match of a name that begins with a word, and of a name that has it further on.
const atBeginning = 0.5;
const furtherOn = 0.75;

/** Returns the tag names that match all words, the closest first: by the kind of match, the length, the version. */
export function findTagNames(list: TagNameList, words: readonly string[], most: number): FoundName[] {
  const longest = words.reduce((long, word) => (word.length > long.length ? word : long), "");
  if (longest === "") return [];
  const closest = new Closest(most);
  const consider = (at: number, least: number) => {
    const start = list.folded.lastIndexOf("\n", at) + 1;
    const end = list.folded.indexOf("\n", at + 1);
    if (closest.accepts(least, end - start)) {
      const folded = list.folded.slice(start, end);
      const match = matchAll(words, (word) => matchTag(folded, word));
      if (match !== null) closest.add({ match, folded, start });
    }
    return end;
  };
  // Names that begin with the word are the closest: once they are found, few others are worth a look.
  scan(list.folded, `\n${longest}`, (at) => consider(at + 1, atBeginning));
  scan(list.folded, longest, (at) => consider(at, words.length === 1 ? furtherOn : atBeginning));
  const found = closest.take().map(({ match, folded, start }) => {
    const name = list.names.slice(start, start + folded.length);
    return { match, name, key: versionSortKey(name) };
  });
  // A name that was removed and has come back is there twice.
  const distinct = [...new Map(found.map((entry) => [entry.name, entry])).values()];
  distinct.sort((a, b) => a.match - b.match || a.name.length - b.name.length || (a.key < b.key ? 1 : -1));
  return distinct.map(({ match, name }) => ({ match, name }));
}

/** Calls `found` with each position of the part; `found` returns where to continue. */
function scan(text: string, part: string, found: (at: number) => number): void {
  let hits = 0;
  for (let at = text.indexOf(part); at !== -1 && hits < mostHits; hits++) at = text.indexOf(part, found(at));
}

/** Collects the closest of many candidates without keeping them all. */
class Closest {
  #kept: Candidate[] = [];
  #worst: Candidate | null = null;

  constructor(private readonly most: number) {}

  /** Returns true if a name of that length might be among the closest, given the best match that it can have. */
  accepts(match: number, length: number): boolean {
    const worst = this.#worst;
    return !worst || match < worst.match || (match === worst.match && length <= worst.folded.length);
  }

  add(candidate: Candidate): void {
    if (this.#worst && byCloseness(candidate, this.#worst) > 0) return;
    this.#kept.push(candidate);
    if (this.#kept.length >= this.most * 8) this.#cut();
  }

  take(): Candidate[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    const distinct = new Map(this.#kept.map((candidate) => [candidate.start, candidate]));
    this.#kept = [...distinct.values()].sort(byCloseness).slice(0, this.most);
    if (this.#kept.length === this.most) this.#worst = this.#kept.at(-1) ?? null;
  }
}

// Among names of one length, the last in alphabetical order is usually the newest.
function byCloseness(a: Candidate, b: Candidate): number {
  return a.match - b.match || a.folded.length - b.folded.length || (a.folded < b.folded ? 1 : -1);
}
