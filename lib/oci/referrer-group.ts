export type ReferrerGroup = "signature" | "sbom" | "attestation" | "other";

const groups: [ReferrerGroup, RegExp][] = [
  ["signature", /cosign\.simplesigning|cncf\.notary\.signature|cosign\.artifact\.sig/],
  ["sbom", /spdx|cyclonedx|syft/],
  ["attestation", /in-toto|dsse|sigstore\.bundle|sarif|slsa/],
];

const signaturePredicate = "https://sigstore.dev/cosign/sign/v1";

/** Returns the kind of a referrer, by its artifact or layer types and the predicate that a sigstore bundle names. */
export function referrerGroup(types: string[], annotations: Record<string, string>): ReferrerGroup {
  const predicate = annotations["dev.sigstore.bundle.predicateType"] ?? annotations.predicateType ?? "";
  if (predicate === signaturePredicate) return "signature";
  const words = [...types, predicate].join(" ").toLowerCase();
  return groups.find(([, pattern]) => pattern.test(words))?.[0] ?? "other";
}
