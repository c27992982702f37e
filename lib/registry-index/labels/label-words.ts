import "server-only";
import type { Label } from "./labels";

const mostWords = 24;
const shortestPart = 3;
const longestWord = 200;
// This many digits distinguish a commit or a digest from all others; the rest is compared once a label is found.
const hexDigits = 12;
const hash = /^[0-9a-f]{16,}$/;
const noise = new Set(["http", "https", "sha256", "sha512", "www"]);

/** Returns the text as it is compared: without differences of case and width. */
export function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}

/**
 * Returns the word that identifies this label. Other labels share it only if they differ in case, in the scheme or, for
 * a hash, in the name or the end of the hash. It begins with an equals sign, as no other word does, followed by the
 * whole value.
 */
export function ownWord({ name, value }: Label): string {
  const whole = withoutScheme(foldText(value));
  return hash.test(whole) ? `=${cutWord(whole)}` : `=${cutWord(whole)}\t${name}`;
}

/** Returns the words whose prefixes find a label: the whole value, its words and their parts; at most 24. */
export function wordsOf(label: Label): string[] {
  const whole = withoutScheme(foldText(label.value));
  const words = whole.split(/[^\p{L}\p{N}._+-]+/u).filter((word) => word.length > 1);
  const parts = words.flatMap((word) => word.split(/[._+-]+/)).filter((part) => part.length >= shortestPart);
  const found = new Set([...words, ...parts].filter((word) => word !== whole && !noise.has(word)).map(cutWord));
  return [ownWord(label), ...found].slice(0, mostWords);
}

/** Returns the prefix of the words that a search for this text matches. */
export function wordPrefix(text: string): string {
  return cutWord(withoutScheme(foldText(text)));
}

/**
 * Returns a web address or a digest as people write it, without the scheme or the algorithm; other text is unchanged.
 */
export function withoutScheme(text: string): string {
  return text.replace(/^(?:https?:\/\/|sha(?:256|512):)/, "");
}

function cutWord(word: string): string {
  return word.slice(0, hash.test(word) ? hexDigits : longestWord);
}
