import { splitDigest } from "./digest";

const grammar = /^(sha(?:256|512)-[0-9a-f]{64})(?:\.(sig|att|sbom))?$/;

/** `fallbackTag` is the fallback tag of the subject: the tag itself, without cosign's suffix. */
export type ReferrerTag = { fallbackTag: string; suffix: "sig" | "att" | "sbom" | null };

/**
 * Returns what a referrer tag points at, or null for an ordinary tag. Referrer tags are cosign's
 * `sha256-<hex>.sig|.att|.sbom`, and the distribution-spec's fallback tag `sha256-<hex>` ("Referrers Tag Schema").
 */
export function parseReferrerTag(tag: string): ReferrerTag | null {
  const match = grammar.exec(tag);
  if (!match) return null;
  return { fallbackTag: match[1] as string, suffix: (match[2] as ReferrerTag["suffix"] | undefined) ?? null };
}

/** Returns the distribution-spec's fallback tag of a subject; of a longer digest it has the first 64 hex digits. */
export function fallbackTag(digest: string): string {
  const { algorithm, hex } = splitDigest(digest);
  return `${algorithm}-${hex.slice(0, 64)}`;
}

/** Returns the tags under which cosign keeps what it attaches to a manifest. */
export function cosignTags(digest: string): string[] {
  return ["sig", "att", "sbom"].map((suffix) => `${fallbackTag(digest)}.${suffix}`);
}
