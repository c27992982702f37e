import "server-only";
import { findTagsOn } from "@/lib/catalog/find-tags-on";
import { findKnownTags } from "@/lib/catalog/known-tags";
import { findRepository } from "@/lib/catalog/repository-store";
import { isDigest } from "@/lib/oci/digest";
import type { Reference } from "./resolve-reference";

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
