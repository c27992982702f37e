import "server-only";
import type { Selectable } from "kysely";
import { database } from "@/lib/db/database";
import { naturalSortKey } from "@/lib/oci/tag-order";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";
import type { RepositoryRow } from "@/lib/registry-index/tags/repository-store";
import { snapshot } from "./snapshots";

/** Every repository of a registry in the order of their names, as the index had them at one moment. */
export type RepositoryTable = {
  registry: Selectable<IndexTables["indexed_registry"]> | null;
  repositories: RepositoryRow[];
  rows: number;
};

export async function getRepositoryTable(registry: string, options?: { exact: boolean }): Promise<RepositoryTable> {
  return snapshot(`repositories ${registry}`, await findRevision(registry), () => read(registry), options);
}

async function findRevision(registry: string): Promise<string> {
  const [own, all] = await Promise.all([
    database().selectFrom("indexed_registry").select("revision").where("registry", "=", registry).executeTakeFirst(),
    database()
      .selectFrom("repository")
      .select((eb) => [
        eb.fn.countAll().as("count"),
        eb.fn.sum("revision").as("sum"),
        eb.fn.max("listed_at").as("last"),
      ])
      .where("registry", "=", registry)
      .executeTakeFirstOrThrow(),
  ]);
  return JSON.stringify([own?.revision, String(all.count), String(all.sum), String(all.last)]);
}

async function read(registry: string): Promise<RepositoryTable> {
  const index = database();
  const own = await index
    .selectFrom("indexed_registry")
    .selectAll()
    .where("registry", "=", registry)
    .executeTakeFirst();
  const rows = await index.selectFrom("repository").selectAll().where("registry", "=", registry).execute();
  const keyed = rows.map((row) => ({ row, key: naturalSortKey(row.name) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { registry: own ?? null, repositories: keyed.map(({ row }) => row), rows: rows.length };
}
