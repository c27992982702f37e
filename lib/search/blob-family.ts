import "server-only";
import { database } from "@/lib/db/database";
import { isOneOf } from "@/lib/db/is-one-of";
import { isIndexType, isManifestType } from "@/lib/oci/media-type";
import { bytesDigest } from "@/lib/registry-index/tables/digest-bytes";
import { decodeMediaType } from "@/lib/registry-index/tables/media-type-code";

/** A repository that has a manifest, under a tag or untagged. */
export type Naming = { repositoryId: number; tag: string | null };

const mostRows = 2_000;
const index = () => database();

/** Returns, for each of these blobs, the manifests that name it, the newest first, at most `most` each. */
export async function readParents(ids: readonly number[], most: number): Promise<Map<number, number[]>> {
  const ofBlob = (id: number) => {
    const some = index()
      .selectFrom("manifest_blob")
      .select(["blob_id", "manifest_id"])
      .where("blob_id", "=", id)
      .orderBy("manifest_id", "desc")
      .limit(most);
    return index().selectFrom(some.as("some")).selectAll();
  };
  const [first = -1, ...others] = ids;
  const rows = await others.reduce((all, id) => all.unionAll(ofBlob(id)), ofBlob(first)).execute();
  return groupParents(rows);
}

/** Returns the manifests that name any of these blobs; not all if there are thousands. */
export async function readSomeParents(ids: readonly number[]): Promise<Map<number, number[]>> {
  const rows = await index()
    .selectFrom("manifest_blob")
    .select(["blob_id", "manifest_id"])
    .where("blob_id", "in", [-1, ...ids])
    .limit(mostRows)
    .execute();
  return groupParents(rows);
}

function groupParents(rows: { blob_id: number; manifest_id: number }[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const { blob_id, manifest_id } of rows) groups.set(blob_id, [...(groups.get(blob_id) ?? []), manifest_id]);
  return groups;
}

/** Returns which repositories, or which of those with these IDs, have these manifests: first under their tags, then untagged. */
export async function readNamings(
  manifests: readonly number[],
  onlyIds: readonly number[] | null,
): Promise<Map<number, Naming[]>> {
  const ids = [-1, ...manifests];
  const tagged = await index()
    .selectFrom("tag")
    .select(["manifest_id", "repository_id", "name"])
    .where("manifest_id", "in", ids)
    .$if(onlyIds !== null, (query) => query.where(isOneOf("repository_id", onlyIds ?? [])))
    .orderBy("referrer")
    .limit(mostRows)
    .execute();
  const untagged = await index()
    .selectFrom("untagged")
    .select(["manifest_id", "repository_id"])
    .where("manifest_id", "in", ids)
    .$if(onlyIds !== null, (query) => query.where(isOneOf("repository_id", onlyIds ?? [])))
    .where("deleted", "=", 0)
    .limit(mostRows)
    .execute();
  const namings = new Map<number, Naming[]>();
  for (const row of [...tagged, ...untagged]) {
    const id = row.manifest_id as number;
    const naming = { repositoryId: row.repository_id, tag: "name" in row ? row.name : null };
    namings.set(id, [...(namings.get(id) ?? []), naming]);
  }
  return namings;
}

/** Returns those that are manifests or image indexes, as far as their content is known. */
export async function readManifestIds(ids: readonly number[]): Promise<Set<number>> {
  const rows = await index()
    .selectFrom("content")
    .select(["blob_id", "media_type"])
    .where("blob_id", "in", ids)
    .execute();
  const manifests = rows.filter(({ media_type }) => {
    const mediaType = decodeMediaType(media_type);
    return isManifestType(mediaType) || isIndexType(mediaType);
  });
  return new Set(manifests.map(({ blob_id }) => blob_id));
}

export async function readDigests(ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await index()
    .selectFrom("blob")
    .select(["id", "digest"])
    .where("id", "in", [-1, ...ids])
    .execute();
  return new Map(rows.map(({ id, digest }) => [id, bytesDigest(digest)]));
}
