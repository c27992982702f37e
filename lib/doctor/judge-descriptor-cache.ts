import "server-only";
import type { Capabilities } from "@/lib/registry/get-capabilities";
import type { Attempt } from "./attempt";
import type { Judgement } from "./judgement";
import { unasked } from "./unasked";

/** Whether the registry may go on telling of blobs that a collection has removed; null for software of which nothing is known. */
export function judgeDescriptorCache(
  capabilities: Attempt<Capabilities>,
  { isEmbedded, emptiesRedis }: { isEmbedded: boolean; emptiesRedis: boolean },
): Judgement | null {
  const check = "descriptorCache";
  if (isEmbedded)
    return {
      ...{ check, state: "ok" },
      seen: "The embedded registry is set up without one, so it doesn't tell of blobs that a collection has removed.",
    };
  if (emptiesRedis)
    return { check, state: "ok", seen: "It has one in Redis, which the console empties after each collection." };
  if (capabilities.error) return { check, state: "unknown", seen: unasked(capabilities.error) };
  if (!capabilities.value.kind.startsWith("distribution-")) return null;
  return {
    ...{ check, state: "unknown" },
    seen: "Whether it has one can't be seen from outside. The official image has one, in memory (`storage.cache.blobdescriptor`).",
    consequence:
      "With it the registry goes on telling of blobs that a collection has removed: pushes leave them out, succeed, and can't be pulled.",
    remedy: "Restart the registry after each collection. With Redis as the cache, flush that database as well.",
  };
}
