import "server-only";
import { createHash } from "node:crypto";
import { ociIndex } from "@/lib/oci/media-type";

/**
 * An empty index that exists nowhere else. Put on a tag and deleted by its digest, it takes that tag with it and
 * nothing more: the way to remove one tag from a registry that deletes by digest only. It needs no blob.
 */
export function placeholderFor(intentId: string): { digest: string; mediaType: string; bytes: Buffer } {
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: ociIndex,
      manifests: [],
      annotations: { "dev.shipshape.placeholder": intentId },
    }),
  );
  return { digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`, mediaType: ociIndex, bytes };
}
