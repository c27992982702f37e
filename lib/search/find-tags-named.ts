import "server-only";
import type { HitOf } from "@/lib/contract/search";
import { database } from "@/lib/db/database";
import { isOneOf } from "@/lib/db/is-one-of";
import { matchAll, matchRepository } from "./match-name";
import type { Ranked } from "./ranked";
import type { Scope } from "./scope";
import { type DatedTag, newestFirst, toTagHits } from "./tag-rows";

const mostRows = 10_000;

/**
 * Returns the tags of exactly this name in the repositories that match all words; among equal ones, the newest first.
 */
export async function findTagsNamed(
  scope: Scope,
  name: string,
  words: readonly string[],
  limit: number,
): Promise<Ranked<HitOf<"tag">>[]> {
  const rows = await database()
    .selectFrom("tag")
    .leftJoin("manifest", "manifest.blob_id", "tag.manifest_id")
    .select(["tag.repository_id", "tag.manifest_id", "manifest.created_at"])
    .where("name", "=", name)
    .$if(scope.onlyIds !== null, (query) => query.where(isOneOf("tag.repository_id", scope.onlyIds ?? [])))
    .limit(mostRows)
    .execute();
  const found = rows.flatMap(({ repository_id, manifest_id, created_at }): DatedTag | [] => {
    const repository = scope.find(repository_id);
    const match = repository && matchAll(words, (word) => matchRepository(repository.name, word));
    if (match === null) return [];
    return { repositoryId: repository_id, name, manifestId: manifest_id, match, createdAt: created_at };
  });
  return toTagHits(scope, newestFirst(found).slice(0, limit));
}
