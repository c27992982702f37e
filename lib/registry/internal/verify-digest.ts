import "server-only";
import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors/app-error";
import { splitDigest } from "@/lib/oci/digest";
import type { Incoming } from "./exchange";

type Readings = Pick<Incoming, "body" | "encodedBody">;

export function computeDigest(bytes: Uint8Array, algorithm: "sha256" | "sha512" = "sha256"): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
}

/**
 * The body that has the digest: as it was meant or, where it came compressed, as it was sent. Throws `digest-mismatch`
 * where neither has it.
 */
export function verifiedBody({ body, encodedBody }: Readings, digest: string, title: string): Buffer {
  const { algorithm } = splitDigest(digest);
  for (const reading of encodedBody ? [body, encodedBody] : [body])
    if (computeDigest(reading, algorithm) === digest) return reading;
  throw new AppError(
    "digest-mismatch",
    `${title} sent content with the wrong digest. Its storage is damaged, or something in between changes the content.`,
    { context: { digest } },
  );
}
