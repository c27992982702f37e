import "server-only";
import { foldText } from "@/lib/registry-index/labels/label-words";

/** A query, parsed. Words are folded, and each narrows the result further. */
export type Wanted = {
  /** All words as they were written. */
  all: string[];
  /** Words that a repository's or a tag's name must have. */
  words: string[];
  /** The parts of a reference before and after the colon, or the at sign. */
  inRepository: string[];
  inTag: string[];
  /** The first hex digits of a digest; `sure` if they were written as a digest and can't be anything else. */
  digest: { algorithm: "sha256" | "sha512" | null; hex: string; sure: boolean } | null;
};

const mostWords = 6;
const digestGrammar = /^(?:(sha256|sha512)[:-])?([0-9a-f]{6,128})$/;

/**
 * Parses a query: words, `repository:tag`, `repository@digest`, the beginning of a digest. One of the `hosts` may
 * precede a repository, as people write it to pull.
 */
export function parseQuery(query: string, hosts: readonly string[] = []): Wanted {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  const all = [...new Set(words.map((word) => withoutHost(word, hosts)))].slice(0, mostWords);
  const wanted: Wanted = { all, words: [], inRepository: [], inTag: [], digest: null };
  for (const word of all) {
    const [name = "", digest] = splitOnce(word, "@");
    const found = parseDigest(digest ?? word, digest !== undefined);
    if (found) wanted.digest = found;
    if (!found?.sure) addReference(wanted, word);
    else if (name !== word) addReference(wanted, name);
  }
  return wanted;
}

function withoutHost(word: string, hosts: readonly string[]): string {
  const host = hosts.find((some) => word.startsWith(`${some.toLowerCase()}/`));
  return host === undefined ? word : word.slice(host.length + 1) || word;
}

function parseDigest(word: string, behindSign: boolean): Wanted["digest"] {
  const match = digestGrammar.exec(word);
  if (!match) return null;
  const [, algorithm = null, hex = ""] = match as unknown as [string, "sha256" | "sha512" | undefined, string];
  return { algorithm, hex, sure: algorithm !== null || behindSign };
}

function addReference(wanted: Wanted, word: string): void {
  const match = /^([^:]*):([\w.-]*)$/.exec(word);
  if (word === "") return;
  if (!match) wanted.words.push(word);
  else {
    if (match[1]) wanted.inRepository.push(match[1]);
    if (match[2]) wanted.inTag.push(match[2]);
  }
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
