import "server-only";
import { splitDigest } from "@/lib/oci/digest";

/** The bytes of a digest: 32 are sha256, 64 are sha512. Throws a RangeError for anything but a digest. */
export function digestBytes(digest: string): Buffer {
  return Buffer.from(splitDigest(digest).hex, "hex");
}

/** The digest that `digestBytes` made these bytes of. */
export function bytesDigest(bytes: Uint8Array): string {
  return `${bytes.length === 64 ? "sha512" : "sha256"}:${Buffer.from(bytes).toString("hex")}`;
}
