import "server-only";
import type { TagQuery } from "@/lib/contract/tags";
import { isDigest } from "@/lib/oci/digest";
import { findBlobId } from "@/lib/registry-index/contents/blob-store";
import { findRepository } from "@/lib/registry-index/tags/repository-store";
import { arrangeTags } from "./arrange-tags";
import { getTagTable, type TagTable } from "./tag-table";

export type TagFilter = Partial<Pick<TagQuery, "query" | "platform" | "kind" | "problem" | "sameDigestAs">>;

/**
 * Returns every tag that the tag list shows with this filter, as far as the index has recorded it; none if the index
 * doesn't have the repository.
 */
export async function findMatchingTags(registry: string, repository: string, filter: TagFilter): Promise<string[]> {
  const row = await findRepository(registry, repository);
  if (!row) return [];
  const table = await getTagTable(row, { exact: true });
  const { sameDigestAs, query, ...others } = filter;
  const manifestId = sameDigestAs === undefined ? undefined : await findManifestId(table, sameDigestAs);
  const wanted = query?.trim().toLowerCase() || undefined;
  return arrangeTags(withReferrers(table, wanted), { sort: "tag", query: wanted, ...others, manifestId }).map(
    (tag) => tag.name,
  );
}

/**
 * Adds the tags of referrers if the query begins with `sha256-` or `sha512-`; otherwise they are shown only at their
 * image.
 */
export function withReferrers(table: TagTable, query: string | undefined): Pick<TagTable, "tags" | "lists"> {
  if (!/^sha(?:256|512)-/.test(query ?? "")) return table;
  return { tags: [...table.tags, ...table.referrers], lists: new Map() };
}

/** Returns the id of the manifest that a tag or a digest names; null if the index doesn't have it. */
export async function findManifestId(table: TagTable, wanted: string): Promise<number | null> {
  if (isDigest(wanted)) return findBlobId(wanted);
  return table.tags.find((tag) => tag.name === wanted)?.manifestId ?? null;
}
