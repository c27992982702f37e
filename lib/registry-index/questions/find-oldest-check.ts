import "server-only";
import { database } from "@/lib/db/database";

/** When that tag of the registry was last looked at that was so longest ago, in epoch milliseconds; null where none was. */
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
