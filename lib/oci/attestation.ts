import type { Descriptor } from "./descriptor";
import { isUnknownPlatform } from "./platform";

/**
 * Returns the digest of the manifest that a child of an index attests, "" if the child is an attestation without such a
 * digest, and null for an ordinary child (buildkit, attestation-storage.md).
 */
export function attestedDigest(child: Descriptor): string | null {
  if (!isAttestation(child) && !isUnknownPlatform(child.platform)) return null;
  return child.annotations["vnd.docker.reference.digest"] ?? "";
}

/** Returns true if a child of an index declares itself an attestation. */
export function isAttestation({ annotations }: Descriptor): boolean {
  return annotations["vnd.docker.reference.type"] === "attestation-manifest";
}
