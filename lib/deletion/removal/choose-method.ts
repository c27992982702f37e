import "server-only";
import type { TagDeletionPreview } from "@/lib/contract/tag-deletion-preview";
import type { Capabilities } from "@/lib/registry/get-capabilities";

/**
 * Returns how to remove one tag and nothing else: by digest if its manifest is deleted too and it is worth letting the
 * registry scan all its tags for that; otherwise by tag, or by a placeholder. Returns null if the registry offers no
 * way.
 */
export function chooseMethod(
  withManifest: boolean,
  capabilities: Pick<Capabilities, "deleteManifest" | "deleteTag">,
): TagDeletionPreview["method"] | null {
  if (withManifest && capabilities.deleteManifest) return "manifest";
  if (capabilities.deleteTag) return "tag";
  return capabilities.deleteManifest ? "untag" : null;
}
