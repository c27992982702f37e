import "server-only";
import { database } from "@/lib/db/database";
import { isBlobMissing, lookAt } from "@/lib/deletion/carrying-out/look";
import { isAppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import { getConnection, type RegistryConnection } from "@/lib/registry/connection";
import { listPartDigests } from "@/lib/registry-index/contents/blob-uses";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";

const atOnce = 500;
const requestsAtOnce = 8;

/**
 * Records which deletions of a registry can't be undone any more, because a garbage collection has removed the manifest
 * or a part of it. Looks again at everything that the collector reports: what the registry still returns, or can't be
 * asked for, stays restorable. Returns how many of these items the trash shows: tags, and manifests that were asked
 * for.
 */
export async function makeFinal(registry: string, run: string, isGone: (digest: string) => boolean): Promise<number> {
  let items = 0;
  for (const [repository, digests] of await listRestorable(registry)) {
    const look = lookInto(getConnection(registry), repository);
    for (const some of inChunks(digests, atOnce)) {
      const parts = await listPartDigests(some);
      const final: string[] = [];
      await forEachAtOnce(some, requestsAtOnce, async (digest) => {
        const missing = (parts.get(digest) ?? []).filter(isGone);
        if (isGone(digest) ? await look.isManifestGone(digest) : await look.isOneMissing(missing)) final.push(digest);
      });
      if (final.length > 0) items += await mark({ registry, repository }, run, final);
    }
  }
  return items;
}

/** Looks at each blob once; a blob that can't be looked at is not gone. */
function lookInto(connection: RegistryConnection, repository: string) {
  const blobs = new Map<string, Promise<boolean>>();
  const unlessUnknown = (error: unknown) => {
    if (isAppError(error)) return false;
    throw error;
  };
  const isMissing = (digest: string) => {
    const known = blobs.get(digest) ?? isBlobMissing(connection, repository, digest).catch(unlessUnknown);
    blobs.set(digest, known);
    return known;
  };
  return {
    isManifestGone: (digest: string) =>
      lookAt(connection, repository, digest).then((found) => found === null, unlessUnknown),
    isOneMissing: async (digests: string[]) => {
      for (const digest of digests) if (await isMissing(digest)) return true;
      return false;
    },
  };
}

/** Returns the digests that can still be restored, by repository. */
async function listRestorable(registry: string): Promise<Map<string, string[]>> {
  const rows = await database()
    .selectFrom("deletion_item")
    .innerJoin("deletion", "deletion.id", "deletion_item.deletion_id")
    .select(["deletion_item.repository", "deletion_item.digest"])
    .distinct()
    .where("deletion.registry", "=", registry)
    .where("deletion_item.state", "=", "done")
    .where("deletion_item.restored_at", "is", null)
    .where("deletion_item.final_run", "is", null)
    .execute();
  const found = new Map<string, string[]>();
  for (const [repository, some] of Map.groupBy(rows, (row) => row.repository))
    found.set(
      repository,
      some.flatMap(({ digest }) => digest ?? []),
    );
  return found;
}

type Place = { registry: string; repository: string };

async function mark({ registry, repository }: Place, run: string, digests: string[]): Promise<number> {
  const rows = await database()
    .updateTable("deletion_item")
    .set({ final_run: run })
    .where("state", "=", "done")
    .where("restored_at", "is", null)
    .where("final_run", "is", null)
    .where("repository", "=", repository)
    .where("digest", "in", digests)
    .where("deletion_id", "in", (eb) => eb.selectFrom("deletion").select("id").where("registry", "=", registry))
    .returning(["tag", "asked"])
    .execute();
  return rows.filter(({ tag, asked }) => tag !== null || asked === 1).length;
}
