import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isDigest } from "@/lib/oci/digest";
import type { Incoming } from "./exchange";
import { computeDigest, verifiedBody } from "./verify-digest";

/**
 * Returns the bytes that a tag names and their computed digest, which equals the registry's digest if it sends one (AWS
 * ECR is reported not to). Throws `digest-mismatch`.
 */
export function taggedBody(answer: Incoming, title: string): { digest: string; bytes: Buffer } {
  const header = answer.headers.get("docker-content-digest") ?? "";
  if (header === "") return { digest: computeDigest(answer.body), bytes: answer.body };
  if (!isDigest(header)) {
    throw new AppError("digest-mismatch", `${title} returned an invalid digest for this manifest.`);
  }
  return { digest: header, bytes: verifiedBody(answer, header, title) };
}
