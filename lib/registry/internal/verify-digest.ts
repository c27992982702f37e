import "server-only";
import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors/app-error";
import { splitDigest } from "@/lib/oci/digest";

export function computeDigest(bytes: Uint8Array, algorithm: "sha256" | "sha512" = "sha256"): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
}

/** Throws `digest-mismatch` unless the bytes have that digest. */
export function verifyDigest(bytes: Uint8Array, digest: string, title: string): void {
  if (computeDigest(bytes, splitDigest(digest).algorithm) === digest) return;
  throw new AppError(
    "digest-mismatch",
    `${title} sent content that doesn't have the digest it was asked for. Its storage is damaged, or something in between changes what it sends.`,
    { context: { digest } },
  );
}
