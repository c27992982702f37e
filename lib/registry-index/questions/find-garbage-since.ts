import "server-only";
import { database } from "@/lib/db/database";

/**
 * Returns when a manifest of the registry was last deleted, and when one last lost its last tag or was deleted, in
 * epoch milliseconds; null if no such time is known.
 */
export async function findGarbageSince(
  registry: string,
): Promise<{ deletedAt: number | null; untaggedAt: number | null }> {
  const rows = await database()
    .selectFrom("untagged")
    .innerJoin("repository", "repository.id", "untagged.repository_id")
    .select((eb) => ["untagged.deleted", eb.fn.max("untagged.since").as("since")])
    .where("repository.registry", "=", registry)
    .groupBy("untagged.deleted")
    .execute();
  const deletedAt = rows.find(({ deleted }) => deleted === 1)?.since ?? null;
  return { deletedAt, untaggedAt: rows.length > 0 ? Math.max(...rows.map(({ since }) => since)) : null };
}
