import "server-only";
import { listPartDigests } from "@/lib/catalog/blob-uses";
import { inChunks } from "@/lib/catalog/in-chunks";
import { database } from "@/lib/db/database";
import { storing } from "@/lib/db/storage-error";
import type { DeletionTables } from "./deletion-tables";

const atOnce = 500;

/**
 * Notes which deletions of a registry can't be undone any more, as a garbage collection has removed the manifest or a part
 * of it. Returns how many of them the trash shows: tags, and manifests that were asked for.
 */
export async function makeFinal(registry: string, run: string, isGone: (digest: string) => boolean): Promise<number> {
  const final: string[] = [];
  for (const some of inChunks(await listRestorable(registry), atOnce)) {
    const parts = await listPartDigests(some);
    final.push(...some.filter((digest) => isGone(digest) || (parts.get(digest) ?? []).some(isGone)));
  }
  let items = 0;
  for (const some of inChunks(final, atOnce)) items += await mark(registry, run, some);
  return items;
}

async function listRestorable(registry: string): Promise<string[]> {
  const rows = await database<DeletionTables>()
    .selectFrom("deletion_item")
    .innerJoin("deletion", "deletion.id", "deletion_item.deletion_id")
    .select("deletion_item.digest")
    .distinct()
    .where("deletion.registry", "=", registry)
    .where("deletion_item.state", "=", "done")
    .where("deletion_item.restored_at", "is", null)
    .where("deletion_item.final_run", "is", null)
    .execute();
  return rows.flatMap(({ digest }) => digest ?? []);
}

async function mark(registry: string, run: string, digests: string[]): Promise<number> {
  const rows = await storing(() =>
    database<DeletionTables>()
      .updateTable("deletion_item")
      .set({ final_run: run })
      .where("state", "=", "done")
      .where("restored_at", "is", null)
      .where("final_run", "is", null)
      .where("digest", "in", digests)
      .where("deletion_id", "in", (eb) => eb.selectFrom("deletion").select("id").where("registry", "=", registry))
      .returning(["tag", "asked"])
      .execute(),
  );
  return rows.filter(({ tag, asked }) => tag !== null || asked === 1).length;
}
