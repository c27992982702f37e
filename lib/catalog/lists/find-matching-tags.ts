import "server-only";
import type { TagQuery } from "@/lib/contract/tags";
import { isDigest } from "@/lib/oci/digest";
import { findRepository } from "@/lib/registry-index/tags/repository-store";
import { findBlobId } from "@/lib/registry-index/writing/blob-store";
import { arrangeTags } from "./arrange-tags";
import { getTagTable, type TagTable } from "./tag-table";

export type TagFilter = Partial<Pick<TagQuery, "query" | "platform" | "kind" | "problem" | "sameDigestAs">>;

/** Every tag that the list of tags shows with this filter, as far as the index knows; none of a repository it doesn't. */
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

/** Signatures are shown at their image; whoever looks for them by name finds them nevertheless. */
export function withReferrers(table: TagTable, query: string | undefined): Pick<TagTable, "tags" | "lists"> {
  if (!/^sha(?:256|512)-/.test(query ?? "")) return table;
  return { tags: [...table.tags, ...table.referrers], lists: new Map() };
}

/** The manifest that a tag or a digest names; null where the index doesn't know it. */
export async function findManifestId(table: TagTable, wanted: string): Promise<number | null> {
  if (isDigest(wanted)) return findBlobId(wanted);
  return table.tags.find((tag) => tag.name === wanted)?.manifestId ?? null;
}
