import "server-only";
import type { ReadGraph } from "./read-graph";
import { tagsReaching } from "./tags-reaching";

/** Returns how many tags can't be read, or name an index that lists, at any depth, something that can't be read. */
export function countUnreadTags(graph: ReadGraph): number {
  return graph.unread.size + tagsReaching(graph, graph.unreadable).length;
}
