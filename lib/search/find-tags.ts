import "server-only";
import type { HitOf } from "@/lib/contract/search";
import { database } from "@/lib/db/database";
import { isOneOf } from "@/lib/db/is-one-of";
import { findTagNames } from "./find-tag-names";
import type { Ranked } from "./ranked";
import type { Scope } from "./scope";
import type { TagNameList } from "./tag-name-list";
import { type FoundTag, toTagHits } from "./tag-rows";

// A tag name that more repositories than this have is shown once.
const mostEach = 3;
const mostCounted = 100;
const manyCounted = 1_000;
const mostRows = 20_000;
// Extra names, because those that no tag has any more are skipped.
const spare = 6;
// … or that only repositories have which the person may not see.
const manySpare = 400;

type NameRow = { name: string; repository_id: number; manifest_id: number | null };

/** Returns tags of any repository whose names match all words; a name that many repositories have is one hit. */
export async function findTags(
  scope: Scope,
  list: TagNameList,
  words: readonly string[],
  limit: number,
): Promise<Ranked<HitOf<"tag" | "tag-name">>[]> {
  const names = findTagNames(list, words, limit + (scope.onlyIds ? manySpare : spare));
  if (names.length === 0) return [];
  const rows = await findByName(
    names.map(({ name }) => name),
    (scope.hasOthers ? manyCounted : mostCounted) + 1,
    scope.onlyIds,
  );
  const byName = Map.groupBy(
    rows.filter((row) => scope.find(row.repository_id) !== null),
    (row) => row.name,
  );
  const hits = names.flatMap(({ name, match }): (Ranked<HitOf<"tag-name">> | FoundTag)[] => {
    const found = byName.get(name) ?? [];
    if (found.length > mostEach) return [{ match, hit: nameHit(name, found.length) }];
    return found.map((row) => ({ name, match, repositoryId: row.repository_id, manifestId: row.manifest_id }));
  });
  const shown = hits.slice(0, limit);
  const tags = await toTagHits(
    scope,
    shown.filter((hit) => "repositoryId" in hit),
  );
  return shown.flatMap((hit) => ("repositoryId" in hit ? (tags.shift() ?? []) : hit));
}

function nameHit(tag: string, repositories: number): HitOf<"tag-name"> {
  return {
    kind: "tag-name",
    tag,
    repositories: Math.min(repositories, mostCounted),
    more: repositories > mostCounted,
  };
}

/** Returns some of the tags of these names, at most `mostOfEach` of each. */
async function findByName(names: string[], mostOfEach: number, onlyIds: Scope["onlyIds"]): Promise<NameRow[]> {
  const ofName = (name: string) => {
    const some = database()
      .selectFrom("tag")
      .select(["name", "repository_id", "manifest_id"])
      .where("name", "=", name)
      .limit(mostOfEach);
    return database().selectFrom(some.as("some")).selectAll();
  };
  if (onlyIds)
    return database()
      .selectFrom("tag")
      .select(["name", "repository_id", "manifest_id"])
      .where(isOneOf("repository_id", onlyIds))
      .where(isOneOf("name", names))
      .limit(mostRows)
      .execute();
  const [first = "", ...others] = names;
  return others.reduce((all, name) => all.unionAll(ofName(name)), ofName(first)).execute();
}
