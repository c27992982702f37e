import "server-only";
import { findKnownTags } from "@/lib/catalog/known-tags";
import { findRepository } from "@/lib/catalog/repository-store";
import type { BrokenImage } from "@/lib/garbage-collection/find-broken";

/** Those of the images whose tags still name what was broken, as far as the index knows. */
export async function findStillBroken(registry: string, broken: readonly BrokenImage[]): Promise<BrokenImage[]> {
  const still: BrokenImage[] = [];
  for (const [name, some] of Map.groupBy(broken, ({ repository }) => repository)) {
    const repository = await findRepository(registry, name);
    if (!repository) continue;
    const known = await findKnownTags(
      repository.id,
      some.map(({ tag }) => tag),
    );
    const digests = new Map(known.map(({ tag, digest }) => [tag, digest]));
    still.push(...some.filter(({ tag, digest }) => digests.has(tag) && digests.get(tag) === digest));
  }
  return still;
}
