import "server-only";
import { sql } from "kysely";
import { database } from "@/lib/db/database";
import { isOneOf } from "@/lib/db/is-one-of";

/** Counts how much of a registry the index has, and how much of it was listed at `since` or later. */
export async function countIndexed(registry: string, since: number) {
  const row = await database()
    .selectFrom("repository")
    .select((eb) => [
      eb.fn.countAll().as("repositories"),
      eb.fn.sum(sql<number>`case when listed_at >= ${since} then 1 else 0 end`).as("listed"),
      eb.fn.sum("tag_count").as("tags"),
      eb.fn.sum("unread_count").as("unread"),
    ])
    .where("registry", "=", registry)
    .executeTakeFirstOrThrow();
  const failed = await database()
    .selectFrom("tag")
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .select((eb) => eb.fn.countAll().as("count"))
    .where("repository.registry", "=", registry)
    .where("tag.manifest_id", "is", null)
    .where("tag.checked_at", ">", 0)
    .executeTakeFirstOrThrow();
  const tags = Number(row.tags ?? 0);
  return {
    repositories: Number(row.repositories),
    repositoriesListed: Number(row.listed ?? 0),
    tags,
    tagsRead: Math.max(0, tags - Number(row.unread ?? 0)),
    failed: Number(failed.count),
  };
}

/** Counts the tags of these repositories that could not be read. */
export async function countFailed(repositoryIds: readonly number[]): Promise<number> {
  const { count } = await database()
    .selectFrom("tag")
    .select((eb) => eb.fn.countAll().as("count"))
    .where(isOneOf("repository_id", repositoryIds))
    .where("manifest_id", "is", null)
    .where("checked_at", ">", 0)
    .executeTakeFirstOrThrow();
  return Number(count);
}
