import "server-only";
import { refreshCatalog } from "@/lib/catalog/reading/refresh-catalog";
import { withTimeLimit } from "@/lib/jobs/with-time-limit";
import { logger } from "@/lib/logging/logger";
import type { RegistryConnection } from "@/lib/registry/connection";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { findIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { isLookDue, type Occasion } from "./look-again";

/**
 * Reads the catalog unless that was done recently. Waits for it up to `waitMs`, or as long as it takes if the index has
 * none yet. Throws its failure only in that case; otherwise what is known is shown, with the problem.
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
