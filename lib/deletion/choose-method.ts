import "server-only";
import type { Deletion } from "@/lib/contract/deletion";
import type { Capabilities } from "@/lib/registry/get-capabilities";

/**
 * How to remove one tag and nothing else. By digest only where nothing else uses the manifest, so that a plain garbage
 * collection frees it; a delete by digest takes every tag on it along. Null where the registry offers no way.
 */
export function chooseMethod(
  unused: boolean,
  capabilities: Pick<Capabilities, "deleteManifest" | "deleteTag">,
): Deletion["method"] | null {
  if (unused && capabilities.deleteManifest) return "manifest";
  if (capabilities.deleteTag) return "tag";
  return capabilities.deleteManifest ? "untag" : null;
}
