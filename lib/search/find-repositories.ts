import "server-only";
import type { HitOf } from "@/lib/contract/search";
import { database } from "@/lib/db/database";
import { matchAll, matchRepository } from "./match-name";
import type { Ranked } from "./ranked";
import type { RepositoryName } from "./repository-names";
import type { Scope } from "./scope";

export type FoundRepository = RepositoryName & { match: number };

// Among this many the time of the last push decides which are best; beyond, the length of the name does.
const mostCompared = 100;

/** Returns the repositories whose names match all words, the best match and the shortest name first. */
export function matchRepositories({ repositories }: Scope, words: readonly string[]): FoundRepository[] {
  const found: FoundRepository[] = [];
  for (const repository of repositories) {
    const match = matchAll(words, (word) => matchRepository(repository.name, word));
    if (match !== null) found.push({ ...repository, match });
  }
  return found.sort((a, b) => a.match - b.match || a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
}

/** Returns the repositories that match best; among equal ones, those pushed to last. */
export async function findRepositories(
  scope: Scope,
  words: readonly string[],
  limit: number,
): Promise<Ranked<HitOf<"repository">>[]> {
  const found = words.length === 0 ? [] : matchRepositories(scope, words).slice(0, mostCompared);
  if (found.length === 0) return [];
  const rows = await database()
    .selectFrom("repository")
    .select(["id", "listed_at", "tag_count", "pushed_at"])
    .where(
      "id",
      "in",
      found.map(({ id }) => id),
    )
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const pushedAt = (id: number) => byId.get(id)?.pushed_at ?? 0;
  // Sorting is stable, so equal repositories stay in the order of their names.
  return found
    .filter(({ id }) => byId.has(id))
    .sort((a, b) => a.match - b.match || pushedAt(b.id) - pushedAt(a.id))
    .slice(0, limit)
    .map(({ id, match, registry, name }) => {
      const row = byId.get(id);
      const tagCount = row?.listed_at ? row.tag_count : null;
      const pushed = row?.pushed_at ? new Date(row.pushed_at).toISOString() : null;
      return { match, hit: { kind: "repository", registry, repository: name, tagCount, pushedAt: pushed } };
    });
}
