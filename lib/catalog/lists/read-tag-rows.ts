import "server-only";
import type { Tag } from "@/lib/contract/tags";
import { database } from "@/lib/db/database";
import { fromStoredOrNull } from "@/lib/db/stored-json";
import { isoTime } from "@/lib/format/iso-time";
import { fallbackTag } from "@/lib/oci/referrer-tags";
import { lastPushOf } from "@/lib/registry-index/facts/last-push";
import { bytesDigest } from "@/lib/registry-index/tables/digest-bytes";
import { decodeMediaType } from "@/lib/registry-index/tables/media-type-code";
import { tagProblemSchema } from "@/lib/registry-index/tags/write-tags";
import { platformsOf } from "./platforms-of";
import type { TagTable } from "./tag-table";

const mostSameDigest = 100;

/** Returns the tags as the API returns them, in this order; a tag that has left the index meanwhile is left out. */
export async function readTagRows(repositoryId: number, names: string[], table: TagTable): Promise<Tag[]> {
  if (names.length === 0) return [];
  const rows = await select(repositoryId, names);
  const byName = new Map(rows.map((row) => [row.name, row]));
  return names.flatMap((name) => {
    const row = byName.get(name);
    return row ? [toTag(row, table)] : [];
  });
}

function select(repositoryId: number, names: string[]) {
  return database()
    .selectFrom("tag")
    .leftJoin("blob", "blob.id", "tag.manifest_id")
    .leftJoin("content", "content.blob_id", "tag.manifest_id")
    .leftJoin("manifest", "manifest.blob_id", "tag.manifest_id")
    .select(["tag.name", "tag.manifest_id", "tag.pulled_at", "tag.pull_count", "tag.problem"])
    .select(["tag.pushed_at", "tag.changed_at"])
    .select(["blob.digest", "content.media_type", "manifest.kind", "manifest.artifact_type", "manifest.platforms"])
    .select(["manifest.size_bytes", "manifest.min_size_bytes", "manifest.created_at"])
    .where("tag.repository_id", "=", repositoryId)
    .where("tag.name", "in", names)
    .execute();
}

type Row = Awaited<ReturnType<typeof select>>[number];

function toTag(row: Row, table: TagTable): Tag {
  const digest = row.digest ? bytesDigest(row.digest) : null;
  const { missingPlatforms = [], ...problem } = fromStoredOrNull(tagProblemSchema.partial(), row.problem) ?? {};
  return {
    tag: row.name,
    digest,
    mediaType: row.kind && row.media_type ? decodeMediaType(row.media_type) : null,
    kind: (row.kind ?? "unknown") as Tag["kind"],
    artifactType: row.artifact_type,
    // An earlier version stored a platform as often as an image index lists it.
    platforms: [...new Set(platformsOf(row.platforms))],
    missingPlatforms,
    sizeBytes: row.size_bytes,
    minSizeBytes: row.min_size_bytes,
    createdAt: isoTime(row.created_at),
    pushedAt: isoTime(lastPushOf(row)),
    pulledAt: isoTime(row.pulled_at),
    pullCount: row.pull_count,
    sameDigest: row.manifest_id === null ? [] : otherTags(table.tagsOf(row.manifest_id), row.name),
    referrerCount: digest ? table.referrerCount(fallbackTag(digest)) : 0,
    problem: problem.type && problem.detail ? { type: problem.type, detail: problem.detail } : null,
  };
}

// Each row lists at most about 100 other tags: ten thousand may name one manifest.
function otherTags(tags: string[], name: string): string[] {
  return tags.slice(0, mostSameDigest + 1).filter((tag) => tag !== name);
}
