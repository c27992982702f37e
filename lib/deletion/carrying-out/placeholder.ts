import "server-only";
import { createHash } from "node:crypto";
import { ociIndex } from "@/lib/oci/media-type";
import { placeholderAnnotation } from "@/lib/oci/placeholder";

export type Placeholder = { digest: string; mediaType: string; bytes: Buffer };

/**
 * Returns an empty image index that exists nowhere else. When it is put on tags and deleted by its digest, those tags
 * are removed and nothing else: the way to remove tags from a registry that deletes by digest only. It needs no blob.
 */
export function placeholderFor(id: string): Placeholder {
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: ociIndex,
      manifests: [],
      annotations: { [placeholderAnnotation]: id },
    }),
  );
  return { digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`, mediaType: ociIndex, bytes };
}
