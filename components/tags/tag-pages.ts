import type { Tag, TagList } from "@/lib/contract/tags";

/** The loaded pages of a list of tags, as TanStack Query keeps them. */
export type TagPages = { pages: TagList[]; pageParams: unknown[] };

/** True while the tag's manifest has neither been read nor failed to be. */
export function isUnread(tag: Tag): boolean {
  return tag.mediaType === null && tag.problem === null;
}

/** All loaded rows. A tag that moved between pages while details came in is listed once. */
export function tagRows(pages: readonly TagList[]): Tag[] {
  const rows = new Map<string, Tag>();
  for (const page of pages) for (const tag of page.items) rows.set(tag.tag, tag);
  return [...rows.values()];
}

/** The pages with one of them read anew. */
export function withPage(data: TagPages, index: number, page: TagList): TagPages {
  return { ...data, pages: data.pages.map((old, place) => (place === index ? page : old)) };
}

/** The pages without a tag that was deleted: its row, its place in the counts, and its name at tags of its digest. */
export function withoutTag(data: TagPages, deleted: string): TagPages {
  const pages = data.pages.map((page): TagList => {
    const { freshness } = page;
    return {
      ...page,
      items: page.items
        .filter((tag) => tag.tag !== deleted)
        .map((tag) =>
          tag.sameDigest.includes(deleted)
            ? { ...tag, sameDigest: tag.sameDigest.filter((other) => other !== deleted) }
            : tag,
        ),
      total: Math.max(0, page.total - 1),
      freshness: {
        ...freshness,
        read: Math.max(0, freshness.read - 1),
        expected: Math.max(0, freshness.expected - 1),
      },
    };
  });
  return { ...data, pages };
}
