import "server-only";
import { randomUUID } from "node:crypto";
import { type Selectable, sql } from "kysely";
import type { TagMoveSource } from "@/lib/contract/tag-history";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";
import { bytesDigest, digestBytes } from "@/lib/registry-index/tables/digest-bytes";
import { inLists, inSteps } from "@/lib/registry-index/tables/in-chunks";

export type TagFactTables = {
  tag_fact: {
    registry: string;
    repository: string;
    tag: string;
    at: number;
    id: string;
    source: TagMoveSource;
    digest: Buffer | null;
    before_at: number | null;
    before_digest: Buffer | null;
    actor: string | null;
    user_agent: string | null;
    address: string | null;
    deletion: string | null;
  };
};

declare module "@/lib/db/tables" {
  interface Tables extends TagFactTables {}
}

export type TagPlace = { registry: string; repository: string; tag: string };

/** What a tag was seen to name at a time; a null `digest` means that there was no such tag. */
export type Sighting = { at: number; digest: string | null };

/** The person, client, address and deletion behind a fact, as far as they are known. */
export type Origin = { actor?: string | null; userAgent?: string | null; address?: string | null; deletion?: string };

/**
 * A fact about a tag: it was made to name the digest at that time or, if the source is a look, it was seen to name it.
 * `before` is what it was last seen to name. Facts are written as they arrive and never changed; how the tag moved is
 * derived from all of them together.
 */
export type TagFact = Origin & Sighting & { source: TagMoveSource; before?: Sighting | undefined };

// A tag that moves with every build keeps the moves of the last weeks, not of years.
export const mostFactsOfTag = 200;

const tables = () => database();

/** Writes facts as part of the transaction; the newest 200 of each tag are kept. */
export async function addTagFacts(db: Database, facts: readonly (TagPlace & TagFact)[]): Promise<void> {
  for (const some of inSteps(facts.map(toRow))) await db.insertInto("tag_fact").values(some).execute();
  for (const [, some] of Map.groupBy(facts, ({ registry, repository }) => `${registry} ${repository}`))
    await trimOf(db, some);
}

function toRow(fact: TagPlace & TagFact): TagFactTables["tag_fact"] {
  const { registry, repository, tag, at, source, digest, before } = fact;
  return {
    registry,
    repository,
    tag,
    at,
    source,
    id: randomUUID(),
    digest: digest === null ? null : digestBytes(digest),
    before_at: before?.at ?? null,
    before_digest: before?.digest ? digestBytes(before.digest) : null,
    actor: fact.actor ?? null,
    user_agent: fact.userAgent ?? null,
    address: fact.address ?? null,
    deletion: fact.deletion ?? null,
  };
}

/** Most tags are far from their limit: one query finds those that are not. */
async function trimOf(db: Database, places: readonly TagPlace[]): Promise<void> {
  for (const some of inLists(new Set(places.map(({ tag }) => tag)))) {
    const { registry, repository } = places[0] as TagPlace;
    const full = await db
      .selectFrom("tag_fact")
      .select("tag")
      .where("registry", "=", registry)
      .where("repository", "=", repository)
      .where("tag", "in", some)
      .groupBy("tag")
      .having((eb) => eb(eb.fn.countAll(), ">", mostFactsOfTag))
      .execute();
    for (const { tag } of full) await trim(db, { registry, repository, tag });
  }
}

async function trim(db: Database, { registry, repository, tag }: TagPlace): Promise<void> {
  await sql`
    delete from tag_fact where registry = ${registry} and repository = ${repository} and tag = ${tag} and at < (
      select at from tag_fact where registry = ${registry} and repository = ${repository} and tag = ${tag}
      order by at desc limit 1 offset ${sql.lit(mostFactsOfTag - 1)}
    )`.execute(db);
}

/** Returns the facts about the tag, the oldest first. */
export async function listTagFacts(place: TagPlace): Promise<TagFact[]> {
  const rows = await ofTag(tables(), place).selectAll().orderBy("at").orderBy("id").execute();
  return rows.map(fromRow);
}

/** Returns the newest fact about the tag, as the transaction sees it; null if there is none. */
export async function findNewestFact(db: Database, place: TagPlace): Promise<TagFact | null> {
  const newest = ofTag(db, place).selectAll();
  const row = await newest.orderBy("at", "desc").orderBy("id", "desc").limit(1).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/**
 * Returns which of these tags of a repository were seen to be gone, or were removed through the console, at `since` or
 * later, each with the last such time.
 */
export async function findGoneSince(
  db: Database,
  { registry, repository }: Omit<TagPlace, "tag">,
  tags: readonly string[],
  since: number,
): Promise<Map<string, number>> {
  const gone = new Map<string, number>();
  for (const some of inLists(tags)) {
    const rows = await db
      .selectFrom("tag_fact")
      .select(["tag", "at"])
      .where("registry", "=", registry)
      .where("repository", "=", repository)
      .where("tag", "in", some)
      .where("at", ">=", since)
      .where("digest", "is", null)
      // What a registry reported carries the time of the registry's own clock.
      .where("source", "in", ["look", "deletion"])
      .orderBy("at")
      .execute();
    for (const { tag, at } of rows) gone.set(tag, at);
  }
  return gone;
}

function ofTag(db: Database, { registry, repository, tag }: TagPlace) {
  return db
    .selectFrom("tag_fact")
    .where("registry", "=", registry)
    .where("repository", "=", repository)
    .where("tag", "=", tag);
}

function fromRow(row: Selectable<TagFactTables["tag_fact"]>): TagFact {
  const { at, source, before_at, before_digest, actor, user_agent: userAgent, address, deletion } = row;
  return {
    at,
    source,
    actor,
    userAgent,
    address,
    ...(deletion !== null && { deletion }),
    digest: row.digest && bytesDigest(row.digest),
    ...(before_at !== null && { before: { at: before_at, digest: before_digest && bytesDigest(before_digest) } }),
  };
}
