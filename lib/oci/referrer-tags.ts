const grammar = /^(sha256|sha512)-([0-9a-f]{64}|[0-9a-f]{128})(?:\.(sig|att|sbom))?$/;

export type ReferrerTag = { subject: string; suffix: "sig" | "att" | "sbom" | null };

/**
 * What a referrer tag points at, or null for an ordinary tag: cosign's `sha256-<hex>.sig|.att|.sbom`, or the
 * distribution-spec's fallback tag `sha256-<hex>` ("Referrers Tag Schema").
 */
export function parseReferrerTag(tag: string): ReferrerTag | null {
  const match = grammar.exec(tag);
  if (!match) return null;
  return {
    subject: `${match[1]}:${match[2]}`,
    suffix: (match[3] as ReferrerTag["suffix"] | undefined) ?? null,
  };
}

/** The distribution-spec's fallback tag of a subject. */
export function fallbackTag(digest: string): string {
  return digest.replace(":", "-");
}
