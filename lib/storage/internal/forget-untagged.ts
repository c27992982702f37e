import "server-only";
import { setImmediate as pause } from "node:timers/promises";
import { database } from "@/lib/db/database";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";
import type { RepositoryManifest } from "./list-tagged-manifests";

const chunk = 500;

/** Deletes manifests from those that their repositories left behind. */
export async function forgetUntagged(manifests: readonly RepositoryManifest[]): Promise<void> {
  for (const [repositoryId, own] of Map.groupBy(manifests, (row) => row.repositoryId)) {
    for (const some of inChunks(own, chunk)) {
      await database()
        .deleteFrom("untagged")
        .where("repository_id", "=", repositoryId)
        .where(
          "manifest_id",
          "in",
          some.map(({ manifestId }) => manifestId),
        )
        .execute();
      await pause();
    }
  }
}
