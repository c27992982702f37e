import "server-only";
import type { Database } from "@/lib/db/tables";
import type { TagPlace } from "./tag-fact-store";

/**
 * Returns the registry and the name of an indexed repository, as the transaction sees it; null if it has left the
 * index.
 */
export async function repositoryOf(db: Database, repositoryId: number): Promise<Omit<TagPlace, "tag"> | null> {
  const row = await db
    .selectFrom("repository")
    .select(["registry", "name as repository"])
    .where("id", "=", repositoryId)
    .executeTakeFirst();
  return row ?? null;
}
