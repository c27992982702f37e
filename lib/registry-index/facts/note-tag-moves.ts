import "server-only";
import { itemProblemSchema } from "@/lib/contract/problem";
import { fromStoredOrNull } from "@/lib/db/stored-json";
import type { Database } from "@/lib/db/tables";
import { isProblem } from "@/lib/errors/problem";
import { bytesDigest } from "@/lib/registry-index/tables/digest-bytes";
import { inLists } from "@/lib/registry-index/tables/in-chunks";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";
import { sightingOf } from "./last-sighting";
import { repositoryOf } from "./repository-of";
import { addTagFacts, type Origin, type TagFact } from "./tag-fact-store";

/** Who removed a tag through the console, and by which deletion. */
export type TakenBy = Required<Pick<Origin, "actor" | "deletion">>;

export type LookedAt = {
  tag: string;
  at: number;
  /** The tag's row before the look, if it had one. */
  before: Pick<IndexTables["tag"], "manifest_id" | "seen_at" | "checked_at" | "changed_at" | "problem"> | undefined;
  /** The manifest that the tag names now; null if it names none any more. */
  manifestId: number | null;
  /** Set if the tag was removed through the console. */
  takenBy?: TakenBy | undefined;
};

/**
 * Notes, as part of the transaction, which tags of a repository a look found to name something else than the index had.
 * A tag that is seen for the first time has not moved.
 */
export async function noteTagMoves(db: Database, repositoryId: number, looks: LookedAt[]): Promise<void> {
  const moved = looks.filter(({ before, manifestId, takenBy }) => {
    return (
      takenBy || (before && before.manifest_id !== manifestId && (before.manifest_id !== null || isDangling(before)))
    );
  });
  if (moved.length === 0) return;
  const place = await repositoryOf(db, repositoryId);
  if (!place) return;
  const ids = moved.flatMap(({ before, manifestId }) => [before?.manifest_id ?? [], manifestId ?? []].flat());
  const digests = await findDigests(db, ids);
  await addTagFacts(
    db,
    moved.map((look) => ({ ...place, tag: look.tag, ...toFact(look, digests) })),
  );
}

/** Returns true if a look saw that the tag names nothing, which differs from a tag that was never read. */
export const isDangling = ({ checked_at, problem }: Pick<IndexTables["tag"], "checked_at" | "problem">) =>
  checked_at > 0 && isProblem(fromStoredOrNull(itemProblemSchema, problem), "manifest-not-found");

function toFact({ at, before, manifestId, takenBy }: LookedAt, digests: Map<number, string>): TagFact {
  const known = before?.manifest_id == null ? undefined : digests.get(before.manifest_id);
  return {
    at,
    digest: manifestId === null ? null : (digests.get(manifestId) as string),
    before: before && (known === undefined ? nothingSeen(before) : sightingOf(before, known)),
    ...(takenBy ? { source: "deletion", ...takenBy } : { source: "look" }),
  };
}

const nothingSeen = (before: NonNullable<LookedAt["before"]>) =>
  isDangling(before) ? { at: before.checked_at, digest: null } : undefined;

async function findDigests(db: Database, ids: number[]): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (const some of inLists(new Set(ids))) {
    const blobs = db.selectFrom("blob").select(["id", "digest"]);
    for (const { id, digest } of await blobs.where("id", "in", some).execute()) found.set(id, bytesDigest(digest));
  }
  return found;
}
