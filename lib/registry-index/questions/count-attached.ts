import "server-only";
import type { AttachedTags } from "@/lib/contract/tags";
import { parseReferrerTag } from "@/lib/oci/referrer-tags";

const places = { sig: "signatures", att: "attestations", sbom: "sboms" } as const;

/** Counts how many of these tags hold signatures, attestations, SBOMs and lists of referrers. */
export function countAttached(tags: readonly { name: string; isSubject?: boolean }[]): AttachedTags {
  const counts: AttachedTags = { signatures: 0, attestations: 0, sboms: 0, lists: 0 };
  for (const { name, isSubject } of tags) {
    const referrer = parseReferrerTag(name);
    if (referrer && !isSubject) counts[referrer.suffix ? places[referrer.suffix] : "lists"]++;
  }
  return counts;
}
