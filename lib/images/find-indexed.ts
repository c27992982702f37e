import "server-only";
import { isDigest } from "@/lib/oci/digest";
import type { Reference } from "@/lib/registry/resolve-reference";
import { findTagsOn } from "@/lib/registry-index/questions/find-tags-on";
import { findKnownTags } from "@/lib/registry-index/questions/known-tags";
import { findRepository } from "@/lib/registry-index/tags/repository-store";

/** What the index knows a tag to name, or a digest that it knows to be tagged; null where it doesn't. */
export async function findIndexed(registry: string, repository: string, reference: string): Promise<Reference | null> {
  if (isDigest(reference)) {
    const tags = await findTagsOn(registry, repository, reference);
    return tags.length > 0 ? { tag: null, digest: reference } : null;
  }
  const row = await findRepository(registry, repository);
  const [known] = row ? await findKnownTags(row.id, [reference]) : [];
  return known?.digest && !known.broken ? { tag: reference, digest: known.digest } : null;
}
