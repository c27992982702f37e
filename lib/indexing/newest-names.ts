import "server-only";
import { versionSortKey } from "@/lib/oci/tag-order";

/** Returns the tags in the order in which people want them: `latest`, then the newest by name. */
export function newestNames(tags: string[]): string[] {
  const keyed = tags.map((tag) => ({ tag, key: tag === "latest" ? "~" : versionSortKey(tag) }));
  return keyed.sort((a, b) => (a.key < b.key ? 1 : a.key > b.key ? -1 : 0)).map(({ tag }) => tag);
}
