import "server-only";
import { splitDigest } from "@/lib/oci/digest";

/** Returns the bytes of a digest: 32 for sha256, 64 for sha512. Throws a RangeError for anything but a digest. */
export function digestBytes(digest: string): Buffer {
  return Buffer.from(splitDigest(digest).hex, "hex");
}

/** Returns the digest from which `digestBytes` made these bytes. */
export function bytesDigest(bytes: Uint8Array): string {
  return `${bytes.length === 64 ? "sha512" : "sha256"}:${Buffer.from(bytes).toString("hex")}`;
}
