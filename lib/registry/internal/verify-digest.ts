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
 * Returns the body that has the digest: the decoded body or, if it came compressed, the body as sent. Throws
 * `digest-mismatch` if neither has it.
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
