import "server-only";
import { database } from "@/lib/db/database";
import { usesOf } from "@/lib/registry-index/labels/label-uses";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";
import type { SearchTables } from "@/lib/registry-index/tables/search-tables";
import type { Scope } from "./scope";
import { type DatedTag, newestFirst } from "./tag-rows";

const chunk = 100;
// Thousands of manifests are enough to find a tag; if all of those are gone, older ones are not searched.
const mostPages = 20;

/** A row of a label: two consoles may have written the same label at once, so that it has two rows. */
export type LabelRow = Pick<SearchTables["label"], "id" | "manifest_id">;

type Wish = {
  fits: (repository: string, tag: string) => boolean;
  /** Continues until this many are found, or there are no more. */
  atLeast: number;
};

/** Returns the tags whose manifests have the label, the last built first; `more`: there may be others. */
export async function findTagsLabelled(
  scope: Scope,
  labels: readonly LabelRow[],
  { fits, atLeast }: Wish,
): Promise<{ tags: DatedTag[]; more: boolean }> {
  const tags: DatedTag[] = [];
  const { manifests, complete } = await readManifests(labels);
  let looked = 0;
  for (const some of inChunks(manifests, chunk)) {
    if (scope.onlyIds === null && tags.length >= atLeast) break;
    looked += some.length;
    const rows = await database()
      .selectFrom("tag")
      .leftJoin("manifest", "manifest.blob_id", "tag.manifest_id")
      .select(["tag.repository_id", "tag.name", "tag.manifest_id", "manifest.created_at"])
      .where("manifest_id", "in", some)
      .where("referrer", "=", 0)
      .execute();
    for (const { repository_id, name, manifest_id, created_at } of rows) {
      const repository = scope.find(repository_id);
      if (repository && fits(repository.name, name))
        tags.push({ repositoryId: repository_id, name, manifestId: manifest_id, match: 0, createdAt: created_at });
    }
  }
  // Others with this label may all be in repositories that the person may not see.
  const more = scope.onlyIds === null && (looked < manifests.length || !complete);
  return { tags: newestFirst(tags), more };
}

/** Returns the newest manifests with the label; `complete` is false if there are others. */
async function readManifests(labels: readonly LabelRow[]): Promise<{ manifests: number[]; complete: boolean }> {
  const pages = await database()
    .selectFrom("label_use")
    .select(["page", "manifests"])
    .where(
      "label_id",
      "in",
      labels.map(({ id }) => id),
    )
    .orderBy("page", "desc")
    .limit(mostPages)
    .execute();
  const all = new Set([...pages.flatMap(usesOf), ...labels.map(({ manifest_id }) => manifest_id)]);
  return { manifests: [...all].sort((a, b) => b - a), complete: pages.length < mostPages };
}
