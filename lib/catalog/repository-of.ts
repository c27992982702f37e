import "server-only";
import type { Kysely } from "kysely";
import type { IndexTables } from "./index-tables";
import type { TagPlace } from "./tag-fact-store";

/** The names of a repository of the index, as the transaction sees it. Throws where there is none of that number. */
export async function repositoryOf(db: Kysely<unknown>, repositoryId: number): Promise<Omit<TagPlace, "tag">> {
  const { registry, name: repository } = await (db as Kysely<IndexTables>)
    .selectFrom("repository")
    .select(["registry", "name"])
    .where("id", "=", repositoryId)
    .executeTakeFirstOrThrow();
  return { registry, repository };
}
