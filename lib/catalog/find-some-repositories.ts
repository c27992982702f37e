import "server-only";
import { database } from "@/lib/db/database";
import type { IndexTables } from "./index-tables";

/** Names of repositories of the registry that the index knows to have tags, at most so many. */
export async function findSomeRepositories(registry: string, limit: number): Promise<string[]> {
  const rows = await database<IndexTables>()
    .selectFrom("repository")
    .select("name")
    .where("registry", "=", registry)
    .where("tag_count", ">", 0)
    .orderBy("listed_at", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ name }) => name);
}
