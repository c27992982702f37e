import "server-only";

/**
 * Returns bytes that look like a program's and are the same on every machine: a mulberry32 sequence that begins at the
 * hash of the seed. Good for filling files, not for secrets.
 */
export function seededBytes(seed: string, length: number): Buffer {
  const bytes = Buffer.alloc(Math.ceil(length / 4) * 4);
  let state = hash(seed);
  for (let at = 0; at < bytes.length; at += 4) {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    bytes.writeUInt32LE((word ^ (word >>> 14)) >>> 0, at);
  }
  return bytes.subarray(0, length);
}

// FNV-1a.
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value;
}
