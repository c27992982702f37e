import "server-only";
import { readManifest } from "@/lib/catalog/read-manifest";
import { isAppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";
import type { RegistryConnection } from "@/lib/registry/connection";
import { deleteManifest } from "@/lib/registry/delete-manifest";
import { findManifestDigest } from "@/lib/registry/find-manifest-digest";
import { findFreeChildren } from "./find-free-children";
import { readGraph } from "./gather-usage";
import type { Intent } from "./intent-store";
import { repositoryView } from "./repository-view";

/**
 * Removes the planned children of an index that is gone, each only if a fresh look finds nothing that uses it. The tag
 * being gone already, what can't be removed is logged and left: it is untagged and harms nobody. Returns the digests of
 * those that were removed.
 */
export async function removeUnusedChildren(connection: RegistryConnection, intent: Intent): Promise<string[]> {
  const { repository, digest, children } = intent;
  const removed: string[] = [];
  if (children.length === 0) return removed;
  const view = repositoryView(connection, repository);
  view.drop(intent.tag);
  try {
    // Somebody else may have removed the tag alone: then the index is there, and needs them.
    if (await findManifestDigest(connection, repository, digest)) return removed;
    const graph = await readGraph(view, 0);
    if (!graph.complete) return removed;
    const index = await readManifest(connection, repository, digest);
    for (const child of await findFreeChildren(view, graph, new Set(), index)) {
      if (!children.includes(child.digest)) continue;
      await deleteManifest(connection, repository, child.digest);
      removed.push(child.digest);
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
    logger().warn({ err: error, intent: intent.id }, "children of a deleted index were left behind");
  }
  return removed;
}
