import "server-only";
import type { ItemProblem } from "@/lib/contract/problem";
import { database } from "@/lib/db/database";
import { fromStored } from "@/lib/db/stored-json";
import { inLists } from "@/lib/registry-index/tables/in-chunks";
import { tagProblemSchema } from "@/lib/registry-index/tags/write-tags";

/**
 * A tag with a problem. `named`: the digest that it names is known. `referrer`: the tag belongs to a signature or
 * another referrer, which lists leave out.
 */
export type ProblemTag = {
  repository: string;
  tag: string;
  named: boolean;
  referrer: boolean;
  problem: ItemProblem & { missingPlatforms: string[] };
};

const index = () => database();

/**
 * Returns the tags of a registry that can't be pulled, or not completely, as the index found them, in the order of
 * their names; at most `most`.
 */
export async function listTagProblems(registry: string, most: number): Promise<ProblemTag[]> {
  const rows = await listRows(registry, most);
  const names = await findNames(new Set(rows.map((row) => row.repository_id)));
  const found = rows.map(({ repository_id, name: tag, manifest_id, referrer, problem }): ProblemTag => {
    const { missingPlatforms = [], ...own } = fromStored(tagProblemSchema, problem as string);
    const repository = names.get(repository_id) ?? "";
    return {
      repository,
      tag,
      named: manifest_id !== null,
      referrer: referrer === 1,
      problem: { ...own, missingPlatforms },
    };
  });
  return found.sort((a, b) => compare(a.repository, b.repository) || compare(a.tag, b.tag));
}

/**
 * Queries from the tags, because the few with a problem have a database index: a join would read all tags of each
 * repository.
 */
function listRows(registry: string, most: number) {
  return index()
    .selectFrom("tag")
    .select(["repository_id", "name", "manifest_id", "referrer", "problem"])
    .where("problem", "is not", null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("repository")
          .select("repository.id")
          .whereRef("repository.id", "=", "tag.repository_id")
          .where("repository.registry", "=", registry),
      ),
    )
    .orderBy("repository_id")
    .orderBy("name")
    .limit(most)
    .execute();
}

async function findNames(ids: Iterable<number>): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  for (const some of inLists(ids)) {
    const rows = await index().selectFrom("repository").select(["id", "name"]).where("id", "in", some).execute();
    for (const { id, name } of rows) names.set(id, name);
  }
  return names;
}

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
