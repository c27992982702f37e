import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isDigest } from "@/lib/oci/digest";
import { computeDigest, verifyDigest } from "./verify-digest";

/**
 * The digest of what a tag names: computed, and equal to what the registry says where it says something (AWS ECR is
 * reported not to). Throws `digest-mismatch`.
 */
export function taggedDigest(bytes: Uint8Array, header: string | undefined, title: string): string {
  if (header === undefined || header === "") return computeDigest(bytes);
  if (!isDigest(header)) {
    throw new AppError("digest-mismatch", `${title} names a digest for this manifest that is none.`);
  }
  verifyDigest(bytes, header, title);
  return header;
}
