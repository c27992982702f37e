import "server-only";
import { database } from "@/lib/db/database";
import type { IndexTables } from "./index-tables";

/** When a manifest of the registry last lost its last tag, or was deleted, as epoch milliseconds; null where none is known. */
export async function findGarbageSince(registry: string): Promise<number | null> {
  const { since } = await database<IndexTables>()
    .selectFrom("untagged")
    .innerJoin("repository", "repository.id", "untagged.repository_id")
    .select((eb) => eb.fn.max("untagged.since").as("since"))
    .where("repository.registry", "=", registry)
    .executeTakeFirstOrThrow();
  return since;
}
