import "server-only";
import { sql } from "kysely";
import { database } from "@/lib/db/database";
import { runsOfIds } from "./runs-of-ids";

const pageSize = 1_000;

export type RepositoryManifest = { repositoryId: number; manifestId: number };

/**
 * Lists the manifests that the tags of these repositories name, in pages, in the order of the repositories. `ids` are
 * in ascending order: between consecutive ids lies no tag of another registry.
 */
export async function* listTaggedManifests(ids: readonly number[]): AsyncGenerator<RepositoryManifest[]> {
  for (const [first, last] of runsOfIds(ids)) {
    let after = { repositoryId: first, tag: "" };
    for (;;) {
      const rows = await readPage(after, last);
      yield rows.flatMap(({ repositoryId, manifestId }) => (manifestId === null ? [] : [{ repositoryId, manifestId }]));
      const end = rows.at(-1);
      if (rows.length < pageSize || !end) break;
      after = end;
    }
  }
}

function readPage(after: { repositoryId: number; tag: string }, last: number) {
  return database()
    .selectFrom("tag")
    .select(["repository_id as repositoryId", "name as tag", "manifest_id as manifestId"])
    .where(sql<boolean>`(repository_id, name) > (${after.repositoryId}, ${after.tag})`)
    .where("repository_id", "<=", last)
    .orderBy("repository_id")
    .orderBy("name")
    .limit(pageSize)
    .execute();
}
