import "server-only";
import { sql } from "kysely";
import { database } from "@/lib/db/database";
import { isOneOf } from "@/lib/db/is-one-of";

const index = () => database();

// One push often brings several tags.
const tagsPerPush = 8;
// The newest tags of all registries are read, because that order doesn't include the registry.
const mostSeen = 2_000;

type Source = { column: "pushed_at" | "changed_at" | "seen_at"; limit: number };

/** Where to look: whole registries, and single repositories of others. */
export type Where = {
  registries: string[];
  repositoryIds: number[];
  /** Whether there are no other repositories to speak of. */
  isAll: boolean;
};

/** Returns the tags there that were pushed, moved or added last, each once, in no order. */
export async function findNewestTags(where: Where, pushes: number) {
  const limit = pushes * tagsPerPush;
  const sources: Source[] = [
    { column: "pushed_at", limit },
    { column: "changed_at", limit },
    { column: "seen_at", limit: mostSeen },
  ];
  const found = await Promise.all(sources.map((source) => read(where, source, limit)));
  return [...new Map(found.flat().map((row) => [`${row.repositoryId} ${row.tag}`, row])).values()];
}

export type NewestTag = Awaited<ReturnType<typeof read>>[number];

function read({ registries, repositoryIds, isAll }: Where, source: Source, limit: number) {
  const { column } = source;
  const newest = index()
    .selectFrom("tag")
    .select(["repository_id", "name"])
    .where(column, "is not", null)
    // The limit must not be used up by what is left out afterwards.
    .$if(!isAll, (query) =>
      query.where((eb) =>
        eb.or([
          isOneOf("repository_id", repositoryIds),
          eb(
            "repository_id",
            "in",
            eb
              .selectFrom("repository")
              .select("id")
              .where("registry", "in", registries.length > 0 ? registries : [""]),
          ),
        ]),
      ),
    )
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
    .where((eb) =>
      eb.or([
        eb("repository.registry", "in", registries.length > 0 ? registries : [""]),
        isOneOf("repository.id", repositoryIds),
      ]),
    )
    .where("tag.referrer", "=", 0)
    .$if(column === "seen_at", (query) => query.where(sql<boolean>`tag.seen_at > indexed_registry.first_swept_at`))
    .orderBy(`tag.${column}`, "desc")
    .limit(limit)
    .execute();
}
