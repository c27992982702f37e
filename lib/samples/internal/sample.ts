import "server-only";
import { createHash } from "node:crypto";

/** Bytes with their media type and digest, as a descriptor gives them. */
export type SampleBlob = { mediaType: string; digest: string; bytes: Buffer };

/** A manifest with everything that must be pushed before it. */
export type SampleManifest = SampleBlob & { blobs: SampleBlob[]; children: SampleManifest[] };

export type Sample = {
  repository: string;
  tags: [tag: string, manifest: SampleManifest][];
  /** Pushed by digest only. */
  untagged?: SampleManifest[];
  /** Deleted after everything else was pushed. */
  removed?: SampleManifest[];
};

export function makeBlob(mediaType: string, content: Buffer | string): SampleBlob {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return { mediaType, digest: digestOf(bytes), bytes };
}

export function makeManifest(
  content: { mediaType: string } & Record<string, unknown>,
  needs: { blobs?: SampleBlob[]; children?: SampleManifest[] },
): SampleManifest {
  const blob = makeBlob(content.mediaType, JSON.stringify({ schemaVersion: 2, ...content }, null, 2));
  return { ...blob, blobs: needs.blobs ?? [], children: needs.children ?? [] };
}

export function descriptorOf({ mediaType, digest, bytes }: SampleBlob) {
  return { mediaType, digest, size: bytes.length };
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
