import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isDigest } from "@/lib/oci/digest";

/** Returns the digest of the If-Match header (RFC 9110, 13.1.1). Throws `precondition-required` without one. */
export function requireIfMatch(headers: Headers): string {
  const header = headers.get("if-match");
  if (!header)
    throw new AppError(
      "precondition-required",
      'Send the digest that you looked at as If-Match: "sha256:…", so that nothing newer is changed.',
    );
  const digest = /^"([^"]+)"$/.exec(header.trim())?.[1];
  if (digest && isDigest(digest)) return digest;
  throw new AppError("invalid-request", 'If-Match must be one quoted digest, as in If-Match: "sha256:…".');
}

/** Returns the digest of the If-Match header, or null for `If-None-Match: *` (nothing may exist). Throws as above. */
export function requireMatch(headers: Headers): string | null {
  return headers.get("if-none-match")?.trim() === "*" ? null : requireIfMatch(headers);
}
