import "server-only";
import { sql } from "kysely";
import { database } from "@/lib/db/database";

const index = () => database();

// One push often brings several tags.
const tagsPerPush = 8;
// The newest tags of all registries are read, because that order doesn't include the registry.
const mostSeen = 2_000;

type Source = { column: "pushed_at" | "changed_at" | "seen_at"; limit: number };

/** Returns the tags of these registries that were pushed, moved or added last, each once, in no order. */
export async function findNewestTags(registries: string[], pushes: number) {
  const limit = pushes * tagsPerPush;
  const sources: Source[] = [
    { column: "pushed_at", limit },
    { column: "changed_at", limit },
    { column: "seen_at", limit: mostSeen },
  ];
  const found = await Promise.all(sources.map((source) => read(registries, source, limit)));
  return [...new Map(found.flat().map((row) => [`${row.repositoryId} ${row.tag}`, row])).values()];
}

export type NewestTag = Awaited<ReturnType<typeof read>>[number];

function read(registries: string[], source: Source, limit: number) {
  const { column } = source;
  const newest = index()
    .selectFrom("tag")
    .select(["repository_id", "name"])
    .where(column, "is not", null)
    .orderBy(column, "desc")
    .limit(source.limit)
    .as("newest");
  return index()
    .selectFrom(newest)
    .innerJoin("tag", (join) =>
      join.onRef("tag.repository_id", "=", "newest.repository_id").onRef("tag.name", "=", "newest.name"),
    )
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .innerJoin("indexed_registry", "indexed_registry.registry", "repository.registry")
    .leftJoin("blob", "blob.id", "tag.manifest_id")
    .leftJoin("manifest", "manifest.blob_id", "tag.manifest_id")
    .select(["repository.registry", "repository.name as repository", "repository.id as repositoryId"])
    .select(["tag.name as tag", "tag.manifest_id as manifestId", "blob.digest", "manifest.size_bytes as sizeBytes"])
    .select(["tag.pushed_at as pushedAt", "tag.changed_at as changedAt", "tag.seen_at as seenAt"])
    .where("repository.registry", "in", registries.length > 0 ? registries : [""])
    .where("tag.referrer", "=", 0)
    .$if(column === "seen_at", (query) => query.where(sql<boolean>`tag.seen_at > indexed_registry.first_swept_at`))
    .orderBy(`tag.${column}`, "desc")
    .limit(limit)
    .execute();
}
