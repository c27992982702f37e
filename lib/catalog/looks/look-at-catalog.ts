import "server-only";
import { refreshCatalog } from "@/lib/catalog/reading/refresh-catalog";
import { withTimeLimit } from "@/lib/jobs/with-time-limit";
import { logger } from "@/lib/logging/logger";
import type { RegistryConnection } from "@/lib/registry/connection";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { findIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { isLookDue, type Occasion } from "./look-again";

/**
 * Has the catalog read where it wasn't lately: waited for up to `waitMs`, and as long as it takes where the index knows
 * none yet. Throws its failure only then; otherwise what is known is shown, with what went wrong.
 */
export async function lookAtCatalog(connection: RegistryConnection, waitMs: number, occasion: Occasion): Promise<void> {
  const { name: registry } = connection.config;
  const known = await findIndexedRegistry(registry);
  if (!known?.catalog_at) {
    await refreshCatalog(connection);
    announceToIndex("changed", { registry, repositories: null });
    return;
  }
  if (waitMs === 0 && !isLookDue(known.catalog_at, occasion)) return;
  const reading = refreshCatalog(connection)
    .then((added) => added > 0 && announceToIndex("changed", { registry, repositories: null }))
    .catch((error) => logger().debug({ err: error, registry }, "the catalog could not be read"));
  await withTimeLimit(waitMs, reading);
}
