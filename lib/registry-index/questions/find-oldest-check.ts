import "server-only";
import { database } from "@/lib/db/database";

/**
 * Returns the earliest time of the last looks at the registry's tags, in epoch milliseconds; null if no tag was looked
 * at.
 */
export async function findOldestCheck(registry: string): Promise<number | null> {
  const { oldest } = await database()
    .selectFrom("tag")
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .select((eb) => eb.fn.min<number | null>("tag.checked_at").as("oldest"))
    .where("repository.registry", "=", registry)
    .where("tag.checked_at", ">", 0)
    .executeTakeFirstOrThrow();
  return oldest === null ? null : Number(oldest);
}
