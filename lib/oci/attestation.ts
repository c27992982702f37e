import type { Descriptor } from "./descriptor";
import { isUnknownPlatform } from "./platform";

/**
 * The digest of the manifest that a child of an index attests, "" where the child is an attestation that doesn't say,
 * null for an ordinary child (buildkit, attestation-storage.md).
 */
export function attestedDigest(child: Descriptor): string | null {
  const marked = child.annotations["vnd.docker.reference.type"] === "attestation-manifest";
  if (!marked && !isUnknownPlatform(child.platform)) return null;
  return child.annotations["vnd.docker.reference.digest"] ?? "";
}
