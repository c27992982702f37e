import "server-only";
import type { HitOf } from "@/lib/contract/search";
import { database } from "@/lib/db/database";
import { bytesDigest } from "@/lib/registry-index/tables/digest-bytes";
import type { Ranked } from "./ranked";
import type { Scope } from "./scope";

/** A tag as it was found; the other details are read for the tags that are shown. */
export type FoundTag = { repositoryId: number; name: string; manifestId: number | null; match: number };
export type DatedTag = FoundTag & { createdAt: number | null };

/** Sorts the best matches first and, among equal ones, the last built first. */
export function newestFirst(tags: DatedTag[]): DatedTag[] {
  return tags.sort((a, b) => a.match - b.match || (b.createdAt ?? 0) - (a.createdAt ?? 0));
}

/** Returns what is shown of the tags, in the given order. */
export async function toTagHits(scope: Scope, tags: readonly FoundTag[]): Promise<Ranked<HitOf<"tag">>[]> {
  const ids = [...new Set(tags.flatMap(({ manifestId }) => manifestId ?? []))];
  const rows =
    ids.length === 0
      ? []
      : await database()
          .selectFrom("blob")
          .leftJoin("manifest", "manifest.blob_id", "blob.id")
          .select(["blob.id", "blob.digest", "manifest.created_at"])
          .where("blob.id", "in", ids)
          .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return tags.flatMap(({ repositoryId, name, manifestId, match }) => {
    const repository = scope.find(repositoryId);
    if (!repository) return [];
    const row = manifestId === null ? undefined : byId.get(manifestId);
    const hit: HitOf<"tag"> = {
      kind: "tag",
      registry: repository.registry,
      repository: repository.name,
      tag: name,
      digest: row ? bytesDigest(row.digest) : null,
      createdAt: row?.created_at ? new Date(row.created_at).toISOString() : null,
    };
    return [{ match, hit }];
  });
}
