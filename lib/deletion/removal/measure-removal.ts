import "server-only";
import { listParts, listPartUses } from "@/lib/registry-index/contents/blob-uses";

/** The bytes of config, layers and manifests: those that only these manifests use, and those that others use too. */
export type RemovalSize = { ownBytes: number; sharedBytes: number };

/**
 * Returns what the registry would save without these manifests, as far as the index knows. A layer that is shared only
 * with a repository that nobody has read yet counts as their own.
 */
export async function measureRemoval(registry: string, manifests: readonly string[]): Promise<RemovalSize> {
  const { ids, parts } = await listParts(manifests);
  const size: RemovalSize = { ownBytes: 0, sharedBytes: 0 };
  const usedByOthers = await listPartUses(registry, parts.keys(), ids);
  for (const [part, bytes] of parts) size[usedByOthers.has(part) ? "sharedBytes" : "ownBytes"] += bytes;
  return size;
}
