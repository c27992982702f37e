import "server-only";
import { deflateRawSync, inflateRawSync } from "node:zlib";

// Kept content has a few kilobytes: a larger window costs time and brings nothing.
const options = { level: 6, windowBits: 15, memLevel: 6 } as const;

/** Size of the largest content that is ever kept, and so the most that a stored row may unpack to. */
export const longestContentBytes = 8 * 1024 * 1024;

/**
 * Compresses bytes by raw deflate (RFC 1951), with the bytes of similar content (`base`) as the dictionary if given.
 */
export function compress(bytes: Buffer, base: Buffer | null): Buffer {
  return deflateRawSync(bytes, base ? { ...options, dictionary: base } : options);
}

/** Returns the bytes that `compress` was given with the same base. Throws for damaged bytes. */
export function decompress(bytes: Buffer, base: Buffer | null): Buffer {
  const limit = { maxOutputLength: longestContentBytes };
  return inflateRawSync(bytes, base ? { ...limit, dictionary: base } : limit);
}
