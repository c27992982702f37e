import "server-only";
import type { Capabilities } from "@/lib/registry/get-capabilities";
import type { Attempt } from "./attempt";
import type { Judgement } from "./judgement";
import { unasked } from "./unasked";

/**
 * Judges whether the registry may keep reporting blobs that a garbage collection has removed. Returns null for software
 * about which nothing is known.
 */
export function judgeDescriptorCache(
  capabilities: Attempt<Capabilities>,
  { isEmbedded, emptiesRedis }: { isEmbedded: boolean; emptiesRedis: boolean },
): Judgement | null {
  const check = "descriptorCache";
  if (isEmbedded) return { check, state: "ok", code: "descriptorCache.embedded" };
  if (emptiesRedis) return { check, state: "ok", code: "descriptorCache.emptied" };
  if (capabilities.error) return { check, ...unasked(capabilities.error) };
  if (!capabilities.value.kind.startsWith("distribution-")) return null;
  return { check, state: "unknown", code: "descriptorCache.unknown" };
}
