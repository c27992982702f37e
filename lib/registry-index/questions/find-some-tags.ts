import "server-only";
import { database } from "@/lib/db/database";

/** Returns at most `limit` repositories of the registry that the index has, each with one of its tags. */
export async function findSomeTags(registry: string, limit: number): Promise<{ repository: string; tag: string }[]> {
  const rows = await database()
    .selectFrom("tag")
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .select((eb) => ["repository.name as repository", eb.fn.max("tag.name").as("tag")])
    .where("repository.registry", "=", registry)
    .where("tag.manifest_id", "is not", null)
    .groupBy("repository.name")
    .limit(limit)
    .execute();
  return rows.map(({ repository, tag }) => ({ repository, tag: String(tag) }));
}
