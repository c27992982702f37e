import type { Descriptor } from "./descriptor";
import { isUnknownPlatform } from "./platform";

/**
 * The digest of the manifest that a child of an index attests, "" where the child is an attestation that doesn't say,
 * null for an ordinary child (buildkit, attestation-storage.md).
 */
export function attestedDigest(child: Descriptor): string | null {
  if (!isAttestation(child) && !isUnknownPlatform(child.platform)) return null;
  return child.annotations["vnd.docker.reference.digest"] ?? "";
}

/** Whether a child of an index says of itself that it is an attestation. */
export function isAttestation({ annotations }: Descriptor): boolean {
  return annotations["vnd.docker.reference.type"] === "attestation-manifest";
}
