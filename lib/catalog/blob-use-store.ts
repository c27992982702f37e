import "server-only";
import type { Kysely } from "kysely";
import { database } from "@/lib/db/database";
import { flushWrites, writeLater } from "./kept-writes";

type BlobUseTables = { blob_use: { manifest: string; blob: string } };

const chunk = 2_000;

/** Remembers which blobs a manifest uses. */
export function keepBlobUse(manifest: string, blobs: string[]): void {
  const rows = [...new Set(blobs)].map((blob) => ({ manifest, blob }));
  if (rows.length === 0) return;
  writeLater((db) =>
    (db as Kysely<BlobUseTables>)
      .insertInto("blob_use")
      .values(rows)
      .onConflict((conflict) => conflict.columns(["manifest", "blob"]).doNothing())
      .execute(),
  );
}

/** Of these blobs, the ones that a manifest outside `manifests` is known to use, in any repository. */
export async function findBlobsUsedBeside(manifests: string[], blobs: string[]): Promise<Set<string>> {
  await flushWrites();
  const used = new Set<string>();
  for (let from = 0; from < blobs.length; from += chunk) {
    const rows = await database<BlobUseTables>()
      .selectFrom("blob_use")
      .select("blob")
      .distinct()
      .where("blob", "in", blobs.slice(from, from + chunk))
      .where("manifest", "not in", manifests)
      .execute();
    for (const { blob } of rows) used.add(blob);
  }
  return used;
}
