import "server-only";
import { sql } from "kysely";
import { database } from "@/lib/db/database";

const index = () => database();

/**
 * Returns repositories whose tag list was not requested since `before`; those never listed and those pushed last come
 * first.
 */
export async function listUnlisted(registry: string, before: number, limit: number): Promise<string[]> {
  const rows = await index()
    .selectFrom("repository")
    .select("name")
    .where("registry", "=", registry)
    .where((where) => where.or([where("listed_at", "is", null), where("listed_at", "<", before)]))
    .orderBy(sql`listed_at is not null`)
    .orderBy(sql`coalesce(pushed_at, 0)`, "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.name);
}

/** Returns repositories with tags that were never looked at, by their ids, beginning after the id `after`. */
export async function listPartlyRead(
  registry: string,
  after: number,
  limit: number,
): Promise<{ id: number; name: string }[]> {
  return index()
    .selectFrom("repository")
    .select(["id", "name"])
    .where("registry", "=", registry)
    .where("unread_count", ">", 0)
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
}

export async function countRepositories(registry: string): Promise<number> {
  const { count } = await index()
    .selectFrom("repository")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("registry", "=", registry)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export type DueTag = { repository: string; repositoryId: number; tag: string };

/** Returns tags without a known manifest: those never looked at, and those looked at in vain before `checkedBefore`. */
export async function listUnreadTags(
  registry: string,
  { checkedBefore, limit }: { checkedBefore: number; limit: number },
): Promise<DueTag[]> {
  return index()
    .selectFrom("tag")
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .select(["repository.name as repository", "repository_id as repositoryId", "tag.name as tag"])
    .where("repository.registry", "=", registry)
    .where("tag.manifest_id", "is", null)
    .where("tag.checked_at", "<", checkedBefore)
    .orderBy("repository_id")
    .limit(limit)
    .execute();
}

/** Returns the tags of a repository that were never looked at. */
export async function listUnreadNames(repositoryId: number): Promise<string[]> {
  const rows = await index()
    .selectFrom("tag")
    .select("name")
    .where("repository_id", "=", repositoryId)
    .where("manifest_id", "is", null)
    .where("checked_at", "=", 0)
    .execute();
  return rows.map((row) => row.name);
}

/**
 * Returns tags that were read and are due for another look: first those that moved before or are broken, then the rest
 * in rotation.
 */
export async function listTagsToCheck(
  registry: string,
  { checkedBefore, limit }: { checkedBefore: number; limit: number },
): Promise<DueTag[]> {
  const read = index()
    .selectFrom("tag")
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .select(["repository.name as repository", "repository_id as repositoryId", "tag.name as tag"])
    .where("repository.registry", "=", registry)
    .where("tag.manifest_id", "is not", null)
    .where("tag.checked_at", "<", checkedBefore)
    .orderBy("tag.checked_at");
  const likely = await read
    .where((where) =>
      where.or([
        where("tag.changed_at", "is not", null),
        where("tag.problem", "is not", null),
        where("tag.name", "in", movingNames),
      ]),
    )
    .limit(Math.ceil(limit / 2))
    .execute();
  const rest = await read.limit(limit).execute();
  const seen = new Set<string>();
  return [...likely, ...rest]
    .filter(({ repositoryId, tag }) => !seen.has(`${repositoryId} ${tag}`) && seen.add(`${repositoryId} ${tag}`))
    .slice(0, limit);
}

const movingNames = [
  ...["latest", "main", "master", "develop", "dev", "edge", "nightly", "stable", "beta", "rc"],
  ...["next", "canary", "staging", "stage", "production", "prod", "test", "snapshot", "release", "lts"],
];
