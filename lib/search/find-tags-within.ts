import "server-only";
import { sql } from "kysely";
import type { HitOf } from "@/lib/contract/search";
import { database } from "@/lib/db/database";
import type { FoundRepository } from "./find-repositories";
import { findTagNames } from "./find-tag-names";
import { matchAll, matchTag } from "./match-name";
import type { Ranked } from "./ranked";
import type { Scope } from "./scope";
import type { TagNameList } from "./tag-name-list";
import { type FoundTag, toTagHits } from "./tag-rows";

const mostNames = 60;
// Each repository is queried for each name.
const mostPairs = 1_500;
// If no repository has one of the closest names, the tags of this many repositories are searched themselves.
const mostReadThrough = 3;

/** Returns the tags that match all words, in those of the repositories that match best. */
export async function findTagsWithin(
  scope: Scope,
  repositories: readonly FoundRepository[],
  list: TagNameList,
  words: readonly string[],
  limit: number,
): Promise<Ranked<HitOf<"tag">>[]> {
  const names = repositories.length === 0 ? [] : findTagNames(list, words, mostNames);
  if (names.length === 0) return [];
  const closest = repositories.slice(0, Math.max(mostReadThrough, Math.floor(mostPairs / names.length)));
  const matches = new Map(names.map(({ name, match }) => [name, match]));
  const found = await findPairs(closest, [...matches.keys()]);
  if (found.length === 0 && names.length === mostNames) found.push(...(await readThrough(closest, words, limit)));
  const byRepository = new Map(closest.map((repository) => [repository.id, repository.match]));
  const folded = (name: string) => name.toLowerCase();
  const ranked: FoundTag[] = found.map(({ repository_id, name, manifest_id }) => {
    const own = matches.get(name) ?? matchAll(words, (word) => matchTag(folded(name), word)) ?? 0;
    const match = own + (byRepository.get(repository_id) ?? 0) / 2;
    return { repositoryId: repository_id, name, manifestId: manifest_id, match };
  });
  const order = new Map([...matches.keys()].map((name, at) => [name, at]));
  const place = (name: string) => order.get(name) ?? mostNames;
  ranked.sort((a, b) => a.match - b.match || place(a.name) - place(b.name));
  return toTagHits(scope, ranked.slice(0, limit));
}

type PairRow = { name: string; repository_id: number; manifest_id: number | null };

async function findPairs(repositories: readonly FoundRepository[], names: string[]): Promise<PairRow[]> {
  return tagsIn(repositories).where("name", "in", names).execute();
}

async function readThrough(
  repositories: readonly FoundRepository[],
  words: readonly string[],
  limit: number,
): Promise<PairRow[]> {
  let query = tagsIn(repositories.slice(0, mostReadThrough)).where("referrer", "=", 0).limit(limit);
  for (const word of words)
    query = query.where(sql<boolean>`lower(name) like ${`%${word.replace(/[\\%_]/g, "\\$&")}%`} escape '\\'`);
  return query.execute();
}

function tagsIn(repositories: readonly FoundRepository[]) {
  return database()
    .selectFrom("tag")
    .select(["name", "repository_id", "manifest_id"])
    .where(
      "repository_id",
      "in",
      repositories.map(({ id }) => id),
    );
}
