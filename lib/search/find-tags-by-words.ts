import "server-only";
import type { HitOf } from "@/lib/contract/search";
import { matchRepositories } from "./find-repositories";
import { findTags } from "./find-tags";
import { findTagsWithin } from "./find-tags-within";
import type { Wanted } from "./parse-query";
import type { Ranked } from "./ranked";
import type { Scope } from "./scope";
import { getTagNameList } from "./tag-name-list";

type TagHit = HitOf<"tag" | "tag-name">;

/**
 * Returns the tags that match all words, each word in the tag's name or its repository's: `api 1.4` finds the tags with
 * 1.4 in the repositories with api, and the tags with both.
 */
export async function findTagsByWords(
  scope: Scope,
  { words, inRepository, inTag }: Wanted,
  limit: number,
): Promise<Ranked<TagHit>[]> {
  const list = await getTagNameList();
  const found = new Map<string, Ranked<TagHit>>();
  for (const split of splits(words)) {
    const tagWords = [...split.tag, ...inTag];
    const repositoryWords = [...split.repository, ...inRepository];
    if (tagWords.length === 0) continue;
    const hits =
      repositoryWords.length === 0
        ? await findTags(scope, list, tagWords, limit)
        : await findTagsWithin(scope, matchRepositories(scope, repositoryWords), list, tagWords, limit);
    for (const ranked of hits) {
      const key = keyOf(ranked.hit);
      if (ranked.match < (found.get(key)?.match ?? Number.POSITIVE_INFINITY)) found.set(key, ranked);
    }
  }
  return [...found.values()].sort((a, b) => a.match - b.match).slice(0, limit);
}

/**
 * Returns the splits of the words: the first for the repository and the others for the tag, and the other way round.
 */
function splits(words: readonly string[]): { repository: string[]; tag: string[] }[] {
  const all = [{ repository: [] as string[], tag: [...words] }];
  for (let at = 1; at <= words.length; at++) {
    const [before, after] = [words.slice(0, at), words.slice(at)];
    all.push({ repository: before, tag: after });
    if (after.length > 0) all.push({ repository: after, tag: before });
  }
  return all;
}

function keyOf(hit: TagHit): string {
  return hit.kind === "tag" ? `${hit.registry}/${hit.repository}:${hit.tag}` : `:${hit.tag}`;
}
