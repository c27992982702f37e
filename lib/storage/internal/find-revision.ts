import "server-only";
import { database } from "@/lib/db/database";
import type { IndexRevision } from "@/lib/storage/measurement";

export async function findRevision(registry: string): Promise<IndexRevision> {
  const row = await database()
    .selectFrom("repository")
    .select((eb) => [
      eb.fn.countAll().as("repositories"),
      eb.fn.count("listed_at").as("listed"),
      eb.fn.sum("revision").as("sum"),
    ])
    .where("registry", "=", registry)
    .executeTakeFirstOrThrow();
  return { repositories: Number(row.repositories), listed: Number(row.listed), sum: Number(row.sum ?? 0) };
}
