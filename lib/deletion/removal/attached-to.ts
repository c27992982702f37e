import "server-only";
import { fallbackTag, parseReferrerTag } from "@/lib/oci/referrer-tags";
import type { RepositoryGraph } from "./repository-graph";

/**
 * Returns the fallback tag of the manifest that a tag is attached to, or null if the tag is independent. A name alone
 * doesn't attach: a tag that names the subject itself is just another name of it, and an index under a fallback tag
 * must list something with that subject (distribution-spec, "Referrers Tag Schema"), or be empty.
 */
export function attachedTo({ tags, manifests }: RepositoryGraph, tag: string): string | null {
  const parsed = parseReferrerTag(tag);
  if (!parsed) return null;
  const digest = tags.get(tag) ?? null;
  if (digest === null) return parsed.fallbackTag;
  if (fallbackTag(digest) === parsed.fallbackTag) return null;
  const children = manifests.get(digest)?.children;
  if (parsed.suffix !== null || children === undefined || children.length === 0) return parsed.fallbackTag;
  const isReferrer = (child: string) => {
    const manifest = manifests.get(child);
    // A manifest that can't be read may be a referrer.
    return !manifest || (manifest.subject !== null && fallbackTag(manifest.subject) === parsed.fallbackTag);
  };
  return children.some(isReferrer) ? parsed.fallbackTag : null;
}
