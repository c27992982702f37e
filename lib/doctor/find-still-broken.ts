import "server-only";
import type { LastCheck } from "@/lib/garbage-collection/find-last-check";
import type { BrokenImage } from "@/lib/garbage-collection/images/find-broken";
import { findKnownTags, type KnownTag } from "@/lib/registry-index/questions/known-tags";
import { findRepository } from "@/lib/registry-index/tags/repository-store";

type Found = Pick<LastCheck, "broken" | "finishedAt">;

/** Returns the images whose tags still name what was broken, as far as the index knows. */
export async function findStillBroken(registry: string, { broken, finishedAt }: Found): Promise<BrokenImage[]> {
  const still: BrokenImage[] = [];
  for (const [name, some] of Map.groupBy(broken, ({ repository }) => repository)) {
    const repository = await findRepository(registry, name);
    if (!repository) continue;
    const known = await findKnownTags(
      repository.id,
      some.map(({ tag }) => tag),
    );
    const tags = new Map(known.map((tag) => [tag.tag, tag]));
    still.push(...some.filter(({ tag, digest }) => isStill(digest, tags.get(tag), finishedAt)));
  }
  return still;
}

/** It is unknown what an unreadable tag named, so the tag counts as broken until it has been read successfully. */
function isStill(digest: string | null, known: KnownTag | undefined, finishedAt: number | null): boolean {
  if (!known) return false;
  if (digest !== null) return known.digest === digest;
  return known.broken || finishedAt === null || known.checkedAt <= finishedAt;
}
