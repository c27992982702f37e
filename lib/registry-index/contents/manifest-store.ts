import "server-only";
import type { Tag } from "@/lib/contract/tags";
import type { Database } from "@/lib/db/tables";
import { inLists, inSteps } from "@/lib/registry-index/tables/in-chunks";
import type { ContentTables } from "./write-contents";

/** What the tables show about a manifest; it follows from the digest alone. */
export type ManifestDetails = Pick<
  Tag,
  "kind" | "artifactType" | "platforms" | "sizeBytes" | "minSizeBytes" | "createdAt"
> & { subject: string | null; entries: number; complete: boolean };

export type ManifestTables = ContentTables & {
  manifest: {
    blob_id: number;
    kind: string;
    artifact_type: string | null;
    subject: string | null;
    /** A JSON array of strings. */
    platforms: string;
    size_bytes: number | null;
    min_size_bytes: number | null;
    created_at: number | null;
    entries: number;
    /** 0 if something that the manifest names could not be read, and it has to be looked at again. */
    complete: 0 | 1;
  };
};

declare module "@/lib/db/tables" {
  interface Tables extends ManifestTables {}
}

/** Returns which of these manifests were written before, each with 1 if everything about it was known. */
export async function findWritten(db: Database, ids: Iterable<number>): Promise<Map<number, 0 | 1>> {
  const written = new Map<number, 0 | 1>();
  for (const some of inLists(ids)) {
    const rows = await db.selectFrom("manifest").select(["blob_id", "complete"]).where("blob_id", "in", some).execute();
    for (const { blob_id, complete } of rows) written.set(blob_id, complete);
  }
  return written;
}

export async function writeManifests(
  db: Database,
  details: Map<string, ManifestDetails>,
  ids: Map<string, number>,
): Promise<void> {
  const rows = [...details].map(([digest, one]) => ({ blob_id: ids.get(digest) as number, ...toRow(one) }));
  for (const some of inSteps(rows)) await upsert(db, some);
}

async function upsert(db: Database, rows: ManifestTables["manifest"][]): Promise<void> {
  await db
    .insertInto("manifest")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column("blob_id")
        .doUpdateSet((eb) => ({
          // An earlier version of the console may have understood less of the manifest.
          kind: eb.ref("excluded.kind"),
          artifact_type: eb.ref("excluded.artifact_type"),
          platforms: eb.ref("excluded.platforms"),
          size_bytes: eb.ref("excluded.size_bytes"),
          min_size_bytes: eb.ref("excluded.min_size_bytes"),
          created_at: eb.ref("excluded.created_at"),
          complete: eb.ref("excluded.complete"),
        }))
        // All registries share this row: a reading where a part was missing must not replace a complete one.
        .whereRef("excluded.complete", ">=", "manifest.complete"),
    )
    .execute();
}

function toRow(details: ManifestDetails): Omit<ManifestTables["manifest"], "blob_id"> {
  return {
    kind: details.kind,
    artifact_type: details.artifactType,
    subject: details.subject,
    platforms: JSON.stringify(details.platforms),
    size_bytes: details.sizeBytes,
    min_size_bytes: details.minSizeBytes,
    created_at: details.createdAt === null ? null : Date.parse(details.createdAt),
    entries: details.entries,
    complete: details.complete ? 1 : 0,
  };
}
