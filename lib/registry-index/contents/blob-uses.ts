import "server-only";
import { database } from "@/lib/db/database";
import { bytesDigest, digestBytes } from "@/lib/registry-index/tables/digest-bytes";
import { inLists } from "@/lib/registry-index/tables/in-chunks";
import { flushWrites } from "@/lib/registry-index/writing/write-behind";

/**
 * Returns the ids of these manifests, and by id the size in bytes of each of them and of every config and layer they
 * name.
 */
export async function listParts(
  manifests: Iterable<string>,
): Promise<{ ids: Set<number>; parts: Map<number, number> }> {
  await flushWrites();
  const db = database();
  const ids = new Set<number>();
  const parts = new Map<number, number>();
  for (const some of inLists(manifests)) {
    const own = await db
      .selectFrom("blob")
      .select(["id", "size_bytes"])
      .where("digest", "in", some.map(digestBytes))
      .execute();
    for (const { id, size_bytes } of own) {
      ids.add(id);
      parts.set(id, Number(size_bytes));
    }
    if (own.length === 0) continue;
    const named = await db
      .selectFrom("manifest_blob")
      .innerJoin("blob", "blob.id", "manifest_blob.blob_id")
      .select(["blob.id", "blob.size_bytes"])
      .distinct()
      .where(
        "manifest_blob.manifest_id",
        "in",
        own.map(({ id }) => id),
      )
      .execute();
    for (const { id, size_bytes } of named) parts.set(id, Number(size_bytes));
  }
  return { ids, parts };
}

/**
 * Returns what each of these manifests names: its config and layers, or the manifests of an image index. Manifests that
 * were not read are missing.
 */
export async function listPartDigests(manifests: Iterable<string>): Promise<Map<string, string[]>> {
  const parts = new Map<string, string[]>();
  for (const some of inLists(manifests)) {
    const rows = await database()
      .selectFrom("blob as manifest")
      .innerJoin("manifest_blob", "manifest_blob.manifest_id", "manifest.id")
      .innerJoin("blob as part", "part.id", "manifest_blob.blob_id")
      .select(["manifest.digest", "part.digest as part"])
      .where("manifest.digest", "in", some.map(digestBytes))
      .execute();
    for (const [digest, named] of Map.groupBy(rows, (row) => bytesDigest(row.digest)))
      parts.set(
        digest,
        named.map((row) => bytesDigest(row.part)),
      );
  }
  return parts;
}

/**
 * Returns which of the parts a manifest of the registry outside `except` uses: one with a tag, one that an image index
 * with a tag lists, or an untagged one that still exists.
 */
export async function listPartUses(
  registry: string,
  parts: Iterable<number>,
  except: ReadonlySet<number>,
): Promise<Set<number>> {
  const used = new Set<number>();
  const shared: number[] = [];
  for (const some of inLists(parts)) shared.push(...(await findShared(some, except)));
  for (const some of inLists(shared)) {
    for (const users of [taggedUsers, childUsers, untaggedUsers])
      for (const { blob_id, manifest_id } of await users(registry, some))
        if (!except.has(manifest_id)) used.add(blob_id);
  }
  for (const id of except) used.delete(id);
  return used;
}

/**
 * Returns the parts that other manifests than those in `except` may name: most layers of an image are used by it alone.
 */
async function findShared(parts: number[], except: ReadonlySet<number>): Promise<number[]> {
  const rows = await database()
    .selectFrom("manifest_blob")
    .select("blob_id")
    .select(({ fn }) => [fn.countAll().as("uses"), fn.min("manifest_id").as("first"), fn.max("manifest_id").as("last")])
    .where("blob_id", "in", parts)
    .groupBy("blob_id")
    .execute();
  return rows.flatMap(({ blob_id, uses, first, last }) => {
    const few = Number(uses) <= 2;
    return few && except.has(Number(first)) && except.has(Number(last)) ? [] : [blob_id];
  });
}

type Use = { blob_id: number; manifest_id: number };

function taggedUsers(registry: string, parts: number[]): Promise<Use[]> {
  return database()
    .selectFrom("manifest_blob")
    .innerJoin("tag", "tag.manifest_id", "manifest_blob.manifest_id")
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .select(["manifest_blob.blob_id", "manifest_blob.manifest_id"])
    .distinct()
    .where("repository.registry", "=", registry)
    .where("manifest_blob.blob_id", "in", parts)
    .execute();
}

function childUsers(registry: string, parts: number[]): Promise<Use[]> {
  return database()
    .selectFrom("manifest_blob")
    .innerJoin("manifest_blob as parent", "parent.blob_id", "manifest_blob.manifest_id")
    .innerJoin("tag", "tag.manifest_id", "parent.manifest_id")
    .innerJoin("repository", "repository.id", "tag.repository_id")
    .select(["manifest_blob.blob_id", "manifest_blob.manifest_id"])
    .distinct()
    .where("repository.registry", "=", registry)
    .where("manifest_blob.blob_id", "in", parts)
    .execute();
}

function untaggedUsers(registry: string, parts: number[]): Promise<Use[]> {
  return database()
    .selectFrom("manifest_blob")
    .innerJoin("untagged", "untagged.manifest_id", "manifest_blob.manifest_id")
    .innerJoin("repository", "repository.id", "untagged.repository_id")
    .select(["manifest_blob.blob_id", "manifest_blob.manifest_id"])
    .distinct()
    .where("repository.registry", "=", registry)
    .where("untagged.deleted", "=", 0)
    .where("manifest_blob.blob_id", "in", parts)
    .execute();
}
