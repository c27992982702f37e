import "server-only";
import type { ItemProblem } from "@/lib/contract/problem";
import { database } from "@/lib/db/database";
import type { IndexTables } from "./index-tables";
import type { TagProblem } from "./write-tags";

/** A tag with a problem; `named`: what it names is known. */
export type ProblemTag = {
  repository: string;
  tag: string;
  named: boolean;
  problem: ItemProblem & { missingPlatforms: string[] };
};

/** The tags of a registry that can't be pulled, or not completely, as the index found them; at most `most` of them. */
export async function listTagProblems(registry: string, most: number): Promise<ProblemTag[]> {
  const rows = await database<IndexTables>()
    .selectFrom("tag")
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .select(["repository.name as repository", "tag.name", "tag.manifest_id", "tag.problem"])
    .where("repository.registry", "=", registry)
    .where("tag.problem", "is not", null)
    .orderBy("repository.name")
    .orderBy("tag.name")
    .limit(most)
    .execute();
  return rows.map(({ repository, name: tag, manifest_id, problem }) => {
    const { missingPlatforms = [], ...own } = JSON.parse(problem as string) as TagProblem;
    return { repository, tag, named: manifest_id !== null, problem: { ...own, missingPlatforms } };
  });
}
