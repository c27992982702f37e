import "server-only";
import { listParts, listPartUses } from "@/lib/registry-index/writing/blob-uses";

/** Bytes of config, layers and manifests that only these manifests use, and of those that others use too. */
export type RemovalSize = { ownBytes: number; sharedBytes: number };

/**
 * What the registry would be rid of without these manifests, as far as the index knows: a layer that only a repository
 * shares which nobody has read yet counts as their own.
 */
export async function measureRemoval(registry: string, manifests: readonly string[]): Promise<RemovalSize> {
  const { ids, parts } = await listParts(manifests);
  const size: RemovalSize = { ownBytes: 0, sharedBytes: 0 };
  const usedByOthers = await listPartUses(registry, parts.keys(), ids);
  for (const [part, bytes] of parts) size[usedByOthers.has(part) ? "sharedBytes" : "ownBytes"] += bytes;
  return size;
}
