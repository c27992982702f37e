import "server-only";
import type { Selectable } from "kysely";
import { z } from "zod";
import { itemProblemSchema } from "@/lib/contract/problem";
import type { Database } from "@/lib/db/tables";
import { parseReferrerTag } from "@/lib/oci/referrer-tags";
import { isDangling, noteTagMoves, type TakenBy } from "@/lib/registry-index/facts/note-tag-moves";
import { repositoryOf } from "@/lib/registry-index/facts/repository-of";
import { findGoneSince } from "@/lib/registry-index/facts/tag-fact-store";
import { addTagNames } from "@/lib/registry-index/labels/tag-names";
import { inLists, inSteps } from "@/lib/registry-index/tables/in-chunks";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";
import { updateCounts } from "./update-counts";

export const tagProblemSchema = itemProblemSchema.extend({ missingPlatforms: z.array(z.string()).optional() });
export type TagProblem = z.infer<typeof tagProblemSchema>;

/** What a look at a tag found. */
export type TagReading = {
  repositoryId: number;
  tag: string;
  checkedAt: number;
} & (
  | { found: "manifest"; digest: string; problem: TagProblem | null }
  /** The registry lists the tag and has no manifest for it. */
  | { found: "nothing"; digest: null; problem: TagProblem }
  /** The look failed; what was known stays known. */
  | { found: "failure"; digest: string | null; problem: TagProblem }
  /**
   * The registry says that there is no such tag. `deleted`: the manifest was deleted with it; `takenBy`: who did so
   * here.
   */
  | { found: "gone"; digest: null; deleted: boolean; takenBy?: TakenBy | undefined }
);

type Row = Pick<
  Selectable<IndexTables["tag"]>,
  "name" | "manifest_id" | "seen_at" | "checked_at" | "changed_at" | "problem"
>;

/** Writes looks at tags, and what follows from them for their repositories. `ids` maps digests to their ids. */
export async function writeTagReadings(db: Database, readings: TagReading[], ids: Map<string, number>): Promise<void> {
  for (const [repositoryId, some] of Map.groupBy(readings, (reading) => reading.repositoryId)) {
    // If a tag was looked at twice, the look that began last wins.
    const inOrder = some.toSorted((a, b) => a.checkedAt - b.checkedAt);
    const byTag = new Map(inOrder.map((reading) => [reading.tag, reading]));
    const before = await findRows(db, repositoryId, [...byTag.keys()]);
    await leaveOutGone(db, repositoryId, byTag, before);
    const gone = [...byTag.values()].filter((reading) => reading.found === "gone");
    const there = [...byTag.values()].filter((reading) => reading.found !== "gone");
    const rows = there.map((reading) => toRow(reading, before.get(reading.tag), ids));
    await addTagNames(
      db,
      there.flatMap(({ tag }) => (before.has(tag) ? [] : tag)),
    );
    await upsert(db, rows);
    await notePush(db, repositoryId, Math.max(0, ...rows.map(({ changed_at }) => changed_at ?? 0)));
    await remove(
      db,
      repositoryId,
      gone.map((reading) => reading.tag),
    );
    await noteMoves(db, repositoryId, { byTag, before, rows });
    const manifestsOf = (tags: Iterable<string>) => [...tags].flatMap((tag) => before.get(tag)?.manifest_id ?? []);
    const deleted = new Set(manifestsOf(gone.flatMap((reading) => (reading.deleted ? reading.tag : []))));
    await noteUntagged(db, repositoryId, manifestsOf(byTag.keys()), deleted, some[0]?.checkedAt ?? 0);
    await noteTagged(
      db,
      repositoryId,
      rows.flatMap((row) => row.manifest_id ?? []),
    );
    const recount = gone.length > 0 || there.some((reading) => !before.has(reading.tag));
    await updateCounts(db, repositoryId, { recount });
  }
}

/** Drops looks that found a tag which is known to have gone since they began, alone or with its repository. */
async function leaveOutGone(
  db: Database,
  repositoryId: number,
  byTag: Map<string, TagReading>,
  before: Map<string, Row>,
): Promise<void> {
  const found = [...byTag.values()].filter(({ tag, found }) => found !== "gone" && !before.has(tag));
  if (found.length === 0) return;
  const since = Math.min(...found.map(({ checkedAt }) => checkedAt));
  const names = found.map(({ tag }) => tag);
  const place = await repositoryOf(db, repositoryId);
  if (!place) return byTag.clear();
  const gone = await findGoneSince(db, place, names, since);
  for (const { tag, checkedAt } of found) if ((gone.get(tag) ?? 0) >= checkedAt) byTag.delete(tag);
}

async function findRows(db: Database, repositoryId: number, tags: string[]): Promise<Map<string, Row>> {
  const found = new Map<string, Row>();
  for (const some of inLists(tags)) {
    const rows = await db
      .selectFrom("tag")
      .select(["name", "manifest_id", "seen_at", "checked_at", "changed_at", "problem"])
      .where("repository_id", "=", repositoryId)
      .where("name", "in", some)
      .execute();
    for (const row of rows) found.set(row.name, row);
  }
  return found;
}

type Looks = { byTag: Map<string, TagReading>; before: Map<string, Row>; rows: IndexTables["tag"][] };

function noteMoves(db: Database, repositoryId: number, { byTag, before, rows }: Looks): Promise<void> {
  const named = new Map(rows.map((row) => [row.name, row.manifest_id]));
  const looks = [...byTag.values()].map((reading) => ({
    tag: reading.tag,
    at: reading.checkedAt,
    before: before.get(reading.tag),
    manifestId: named.get(reading.tag) ?? null,
    ...(reading.found === "gone" && { takenBy: reading.takenBy }),
  }));
  return noteTagMoves(db, repositoryId, looks);
}

function toRow(reading: TagReading, before: Row | undefined, ids: Map<string, number>): IndexTables["tag"] {
  const known = before?.manifest_id ?? null;
  const named = reading.digest === null ? null : (ids.get(reading.digest) as number);
  const manifest_id = reading.found === "failure" ? (named ?? known) : named;
  return {
    repository_id: reading.repositoryId,
    name: reading.tag,
    referrer: parseReferrerTag(reading.tag) ? 1 : 0,
    manifest_id,
    seen_at: reading.checkedAt,
    checked_at: reading.checkedAt,
    changed_at: manifest_id !== known && (known !== null || (before && isDangling(before))) ? reading.checkedAt : null,
    pushed_at: null,
    pulled_at: null,
    pull_count: 0,
    problem: "problem" in reading && reading.problem ? JSON.stringify(reading.problem) : null,
  };
}

async function upsert(db: Database, rows: IndexTables["tag"][]): Promise<void> {
  for (const some of inSteps(rows)) {
    await db
      .insertInto("tag")
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(["repository_id", "name"]).doUpdateSet((eb) => ({
          manifest_id: eb.ref("excluded.manifest_id"),
          checked_at: eb.ref("excluded.checked_at"),
          changed_at: eb.fn.coalesce("excluded.changed_at", "tag.changed_at"),
          problem: eb.ref("excluded.problem"),
        })),
      )
      .execute();
  }
}

/**
 * Sets the last push of a repository with reported pushes to the time when a tag was seen to have moved, if that is
 * later.
 */
async function notePush(db: Database, repositoryId: number, movedAt: number): Promise<void> {
  if (movedAt === 0) return;
  await db
    .updateTable("repository")
    .set({ pushed_at: movedAt })
    .where("id", "=", repositoryId)
    .where("pushed_at", "<", movedAt)
    .execute();
}

async function remove(db: Database, repositoryId: number, tags: string[]): Promise<void> {
  for (const some of inLists(tags))
    await db.deleteFrom("tag").where("repository_id", "=", repositoryId).where("name", "in", some).execute();
}

/** Notes which of the manifests no tag of the repository names any more: they are untagged from now on. */
async function noteUntagged(
  db: Database,
  repositoryId: number,
  manifests: number[],
  deleted: Set<number>,
  since: number,
): Promise<void> {
  for (const some of inLists(new Set(manifests))) {
    const tagged = await db
      .selectFrom("tag")
      .select("manifest_id")
      .distinct()
      .where("repository_id", "=", repositoryId)
      .where("manifest_id", "in", some)
      .execute();
    const kept = new Set(tagged.map((row) => row.manifest_id));
    const rows = [...new Set(some)]
      .filter((id) => !kept.has(id))
      .map((manifest_id) => ({
        repository_id: repositoryId,
        manifest_id,
        since,
        deleted: deleted.has(manifest_id) ? (1 as const) : (0 as const),
      }));
    if (rows.length === 0) continue;
    await db
      .insertInto("untagged")
      .values(rows)
      .onConflict((conflict) => conflict.columns(["repository_id", "manifest_id"]).doNothing())
      .execute();
  }
}

async function noteTagged(db: Database, repositoryId: number, manifests: number[]): Promise<void> {
  for (const some of inLists(new Set(manifests)))
    await db
      .deleteFrom("untagged")
      .where("repository_id", "=", repositoryId)
      .where("manifest_id", "in", some)
      .execute();
}
