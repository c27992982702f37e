import "server-only";

const largestBlockBytes = 128 * 1024;
// A single segment with its size in four bytes, no checksum (RFC 8878 3.1.1.1).
const frameStart = [0x28, 0xb5, 0x2f, 0xfd, 0xa0];

/** Wraps the bytes as a zstd frame of raw blocks (RFC 8878 3.1.1), for the same reason as `storeAsGzip`. */
export function storeAsZstd(bytes: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes.length);
  const parts: Buffer[] = [Buffer.from(frameStart), size];
  for (let at = 0; at < bytes.length || at === 0; at += largestBlockBytes) {
    const block = bytes.subarray(at, at + largestBlockBytes);
    const head = Buffer.alloc(3);
    head.writeUIntLE((block.length << 3) | (at + largestBlockBytes >= bytes.length ? 1 : 0), 0, 3);
    parts.push(head, block);
  }
  return Buffer.concat(parts);
}
