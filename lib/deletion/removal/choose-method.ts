import "server-only";
import type { TagDeletionPreview } from "@/lib/contract/tag-deletion-preview";
import type { Capabilities } from "@/lib/registry/get-capabilities";

/**
 * How to remove one tag and nothing else. By digest where its manifest goes too, and it is worth while to let the
 * registry look through all of its tags for that; else by tag, or by a placeholder. Null where the registry offers no way.
 */
export function chooseMethod(
  withManifest: boolean,
  capabilities: Pick<Capabilities, "deleteManifest" | "deleteTag">,
): TagDeletionPreview["method"] | null {
  if (withManifest && capabilities.deleteManifest) return "manifest";
  if (capabilities.deleteTag) return "tag";
  return capabilities.deleteManifest ? "untag" : null;
}
