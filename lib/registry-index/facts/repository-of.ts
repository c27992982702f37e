import "server-only";
import type { Kysely } from "kysely";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";
import type { TagPlace } from "./tag-fact-store";

/** The names of a repository of the index, as the transaction sees it; null where it has left the index. */
export async function repositoryOf(db: Kysely<unknown>, repositoryId: number): Promise<Omit<TagPlace, "tag"> | null> {
  const row = await (db as Kysely<IndexTables>)
    .selectFrom("repository")
    .select(["registry", "name as repository"])
    .where("id", "=", repositoryId)
    .executeTakeFirst();
  return row ?? null;
}
