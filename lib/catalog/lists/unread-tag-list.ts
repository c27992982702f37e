import "server-only";
import type { Tag, TagList, TagQuery } from "@/lib/contract/tags";
import { parseReferrerTag } from "@/lib/oci/referrer-tags";
import { pageOf } from "@/lib/paging/page-of";
import type { TagList as RegistryTagList } from "@/lib/registry/list-tags";
import { countAttached } from "@/lib/registry-index/questions/count-attached";
import { arrangeTags, tagFacets } from "./arrange-tags";
import { incompleteList } from "./incomplete-list";
import { TagTable } from "./tag-table";

const unknown = {
  manifestId: null,
  kind: null,
  platforms: null,
  sizeBytes: null,
  createdAt: null,
  seenAt: 0,
  changedAt: null,
  pushedAt: null,
  pulledAt: null,
  hasProblem: false,
};

/** Returns a page of tags that were just listed and not read yet. */
export function unreadTagList(listed: RegistryTagList, query: TagQuery): TagList {
  const table = new TagTable();
  for (const name of listed.tags) if (!parseReferrerTag(name)) table.tags.push({ ...unknown, name });
  const arranged = arrangeTags(table, query);
  const { items, nextCursor } = pageOf(arranged, (tag) => tag.name, query);
  return {
    items: items.map(({ name }) => unreadTag(name)),
    total: arranged.length,
    nextCursor,
    freshness: {
      state: table.tags.length === 0 ? "live" : "partial",
      checkedAt: new Date().toISOString(),
      read: 0,
      expected: table.tags.length,
      ...incompleteList(listed, listed.tags.length),
    },
    facets: tagFacets(table),
    attached: countAttached(listed.tags.map((name) => ({ name }))),
  };
}

function unreadTag(tag: string): Tag {
  return {
    tag,
    digest: null,
    mediaType: null,
    kind: "unknown",
    artifactType: null,
    platforms: [],
    missingPlatforms: [],
    sizeBytes: null,
    minSizeBytes: null,
    createdAt: null,
    pushedAt: null,
    pulledAt: null,
    pullCount: 0,
    sameDigest: [],
    referrerCount: 0,
    problem: null,
  };
}
