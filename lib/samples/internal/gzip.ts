import "server-only";
import { crc32 } from "node:zlib";

const largestBlockBytes = 65_535;

/**
 * Wraps the bytes as gzip without compressing them (RFC 1951 3.2.4, RFC 1952): a compressor's output depends on its
 * version, and the samples' digests must not.
 */
export function storeAsGzip(bytes: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])];
  for (let at = 0; at < bytes.length || at === 0; at += largestBlockBytes) {
    const block = bytes.subarray(at, at + largestBlockBytes);
    const head = Buffer.alloc(5);
    head.writeUInt8(at + largestBlockBytes >= bytes.length ? 1 : 0, 0);
    head.writeUInt16LE(block.length, 1);
    head.writeUInt16LE(~block.length & 0xffff, 3);
    parts.push(head, block);
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(bytes), 0);
  trailer.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([...parts, trailer]);
}
