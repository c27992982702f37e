import { apiGetList } from "@/components/api/api-client";
import { apiPaths } from "@/lib/contract/paths";
import type { TagList } from "@/lib/contract/tags";
import { type TagsView, toTagQuery } from "./tags-view";

const atOnce = 500;

/** Returns the names of the tags in these rows of the list. Throws an ApiError if they can't be read. */
export async function readNames(
  { registry, repository, view }: { registry: string; repository: string; view: TagsView },
  first: number,
  last: number,
): Promise<string[]> {
  const names: string[] = [];
  for (let offset = first; offset <= last; offset += atOnce) {
    const query = { ...toTagQuery(view), limit: Math.min(atOnce, last - offset + 1), offset, waitMs: 0 };
    const { items } = await apiGetList<TagList>(apiPaths.tags(registry, repository, query));
    names.push(...items.map((item) => item.tag));
  }
  return names;
}
