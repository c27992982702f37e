import "server-only";
import { fallbackTag, parseReferrerTag } from "@/lib/oci/referrer-tags";
import type { RepositoryGraph } from "./repository-graph";

/**
 * The fallback tag of what a tag is attached to, or null for a tag of its own right. A name alone doesn't attach: a tag that
 * names the subject itself is another name of it, and an index under a fallback tag lists what has that subject
 * (distribution-spec, "Referrers Tag Schema"), or nothing any more.
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
    // What can't be read may be one.
    return !manifest || (manifest.subject !== null && fallbackTag(manifest.subject) === parsed.fallbackTag);
  };
  return children.some(isReferrer) ? parsed.fallbackTag : null;
}
