import "server-only";
import { repositoryView } from "@/lib/catalog/repository-view";
import { isAppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";
import type { RegistryConnection } from "@/lib/registry/connection";
import { deleteManifest } from "@/lib/registry/delete-manifest";
import { isUnused, readGraph, usageOf } from "./gather-usage";
import type { Intent } from "./intent-store";

/**
 * Removes the planned children of an index that is gone, each only if a fresh look finds nothing that uses it. The tag
 * being gone already, a child that can't be removed is logged and left: it is untagged and harms nobody.
 */
export async function removeUnusedChildren(connection: RegistryConnection, intent: Intent): Promise<void> {
  if (intent.children.length === 0) return;
  const view = repositoryView(connection, intent.repository);
  view.drop(intent.tag);
  try {
    const graph = await readGraph(view, 0);
    if (!graph.complete) return;
    for (const child of intent.children)
      if (isUnused(await usageOf(view, graph, child, new Set())))
        await deleteManifest(connection, intent.repository, child);
  } catch (error) {
    if (!isAppError(error)) throw error;
    logger().warn({ err: error, intent: intent.id }, "children of a deleted index were left behind");
  }
}
