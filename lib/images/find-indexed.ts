import "server-only";
import { isDigest } from "@/lib/oci/digest";
import type { Reference } from "@/lib/registry/resolve-reference";
import { findTagsOn } from "@/lib/registry-index/questions/find-tags-on";
import { findKnownTags } from "@/lib/registry-index/questions/known-tags";
import { findRepository } from "@/lib/registry-index/tags/repository-store";

/**
 * Returns what a tag names according to the index, or a digest that has a tag in the index; null if the index has
 * neither.
 */
export async function findIndexed(registry: string, repository: string, reference: string): Promise<Reference | null> {
  if (isDigest(reference)) {
    const tags = await findTagsOn(registry, repository, reference);
    return tags.length > 0 ? { tag: null, digest: reference } : null;
  }
  const row = await findRepository(registry, repository);
  const [known] = row ? await findKnownTags(row.id, [reference]) : [];
  return known?.digest && !known.broken ? { tag: reference, digest: known.digest } : null;
}
