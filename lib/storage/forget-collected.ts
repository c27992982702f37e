import "server-only";
import { database } from "@/lib/db/database";
import { findLastCollections } from "@/lib/garbage-collection/runs/runs-store";
import { forgetUntagged } from "./internal/forget-untagged";

const atOnce = 2_000;

/**
 * Forgets the untagged manifests that a recorded run has collected: those that were deleted before it began and, if it
 * removed untagged ones, all that were untagged before. Reads the history anew each time, so that nothing is missed if
 * a console ended right after a run. Returns whether there were any.
 */
export async function forgetCollected(registry: string): Promise<boolean> {
  const { collectedAt, untaggedRemovedAt } = await findLastCollections(registry);
  if (collectedAt === null) return false;
  for (let any = false; ; any = true) {
    const rows = await database()
      .selectFrom("untagged")
      .innerJoin("repository", "repository.id", "untagged.repository_id")
      .select(["repository_id as repositoryId", "manifest_id as manifestId"])
      .where("repository.registry", "=", registry)
      .where((eb) =>
        eb.or([
          eb("since", "<", untaggedRemovedAt ?? 0),
          eb.and([eb("deleted", "=", 1), eb("since", "<", collectedAt)]),
        ]),
      )
      .limit(atOnce)
      .execute();
    await forgetUntagged(rows);
    if (rows.length < atOnce) return any || rows.length > 0;
  }
}
