import "server-only";
import type { Label } from "./labels";

const mostWords = 24;
const shortestPart = 3;
const longestWord = 200;
// Of a commit or a digest so much tells it from all others; the rest is compared where it is found.
const hexDigits = 12;
const hash = /^[0-9a-f]{16,}$/;
const noise = new Set(["http", "https", "sha256", "sha512", "www"]);

/** A text as it is compared: without case and width. */
export function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}

/**
 * The word that only this label has, and those that differ from it in case, scheme or, of a hash, in name or end. It
 * begins with the value as a whole, behind an equals sign, with which no other word begins.
 */
export function ownWord({ name, value }: Label): string {
  const whole = withoutScheme(foldText(value));
  return hash.test(whole) ? `=${cutWord(whole)}` : `=${cutWord(whole)}\t${name}`;
}

/** The words by whose beginnings a label is found: the value as a whole, its words and their parts; at most 24. */
export function wordsOf(label: Label): string[] {
  const whole = withoutScheme(foldText(label.value));
  const words = whole.split(/[^\p{L}\p{N}._+-]+/u).filter((word) => word.length > 1);
  const parts = words.flatMap((word) => word.split(/[._+-]+/)).filter((part) => part.length >= shortestPart);
  const found = new Set([...words, ...parts].filter((word) => word !== whole && !noise.has(word)).map(cutWord));
  return [ownWord(label), ...found].slice(0, mostWords);
}

/** What words begin with that are looked for by this text. */
export function wordPrefix(text: string): string {
  return cutWord(withoutScheme(foldText(text)));
}

/** A web address or a digest as people write it; anything else as it is. */
export function withoutScheme(text: string): string {
  return text.replace(/^(?:https?:\/\/|sha(?:256|512):)/, "");
}

function cutWord(word: string): string {
  return word.slice(0, hash.test(word) ? hexDigits : longestWord);
}
