import "server-only";
import { deflateRawSync, inflateRawSync } from "node:zlib";

// What is kept here has a few kilobytes: a larger window costs time and brings nothing.
const options = { level: 6, windowBits: 15, memLevel: 6 } as const;

/** The largest content that is ever kept, and so the most that a stored row may unpack to. */
export const longestContentBytes = 8 * 1024 * 1024;

/** Deflated (RFC 1951), with the bytes of something similar as the dictionary where there is one. */
export function compress(bytes: Buffer, base: Buffer | null): Buffer {
  return deflateRawSync(bytes, base ? { ...options, dictionary: base } : options);
}

/** What `compress` was given with the same base. Throws for damaged bytes. */
export function decompress(bytes: Buffer, base: Buffer | null): Buffer {
  const limit = { maxOutputLength: longestContentBytes };
  return inflateRawSync(bytes, base ? { ...limit, dictionary: base } : limit);
}
