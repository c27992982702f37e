import "server-only";
import { database } from "@/lib/db/database";
import { fromStored } from "@/lib/db/stored-json";
import { isProblem } from "@/lib/errors/problem";
import { type TagProblem, tagProblemSchema } from "@/lib/registry-index/tags/write-tags";

/**
 * Returns the tags of a repository that the registry itself says it can't serve completely: their manifest, config or a
 * platform is gone. Tags that merely could not be looked at or understood are not included.
 */
export async function findBrokenTags(repositoryId: number): Promise<Set<string>> {
  const rows = await database()
    .selectFrom("tag")
    .select(["name", "problem"])
    .where("repository_id", "=", repositoryId)
    .where("problem", "is not", null)
    .execute();
  return new Set(
    rows.flatMap(({ name, problem }) => (isGone(fromStored(tagProblemSchema, problem as string)) ? name : [])),
  );
}

const isGone = (problem: TagProblem) =>
  isProblem(problem, "manifest-not-found", "blob-not-found") || (problem.missingPlatforms ?? []).length > 0;
