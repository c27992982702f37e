import "server-only";

/** How well a name matches: 0 is the name itself; null: not at all. */
export type Match = number | null;

/**
 * Returns how a repository's name matches a word: the whole name, its last part, a part, the beginning of the last part
 * or of a part, a beginning after a dash or dot, or anywhere.
 */
export function matchRepository(name: string, word: string): Match {
  if (name === word) return 0;
  let best: Match = null;
  for (let at = name.indexOf(word); at !== -1; at = name.indexOf(word, at + 1)) {
    const found = matchAt(name, at, at + word.length);
    if (best === null || found < best) best = found;
  }
  return best;
}

function matchAt(name: string, start: number, end: number): number {
  const starts = start === 0 || name[start - 1] === "/";
  const ends = end === name.length || name[end] === "/";
  // A word with a slash may begin before the last part and still include it.
  const inLast = name.indexOf("/", end) === -1;
  if (starts && ends) return inLast ? 1 : 1.5;
  if (starts) return inLast ? 2 : 2.5;
  return isBoundary(name, start) ? 4 : 5;
}

/** Returns how a tag matches a word: the tag itself, its beginning, a beginning after a dash or dot, or anywhere. */
export function matchTag(tag: string, word: string): Match {
  const at = tag.indexOf(word);
  if (at === -1) return null;
  // A search for 1.4 means v1.4 as well.
  if (at === 1 && tag[0] === "v" && isDigit(word[0])) return tag.length === word.length + 1 ? 0.75 : 2.5;
  if (at === 0) return tag.length === word.length ? 0.5 : 2;
  return isBoundary(tag, at) ? 4 : 5;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

function isBoundary(name: string, at: number): boolean {
  return !/[\p{L}\p{N}]/u.test(name[at - 1] ?? "");
}

/** Returns the match of several words: their mean, or null if one doesn't match. */
export function matchAll(words: readonly string[], matchOne: (word: string) => Match): Match {
  let sum = 0;
  for (const word of words) {
    const match = matchOne(word);
    if (match === null) return null;
    sum += match;
  }
  return words.length === 0 ? 0 : sum / words.length;
}
