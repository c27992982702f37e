import "server-only";
import { type AnyManifest, storedBlobs } from "@/lib/oci/manifest";

/** What a manifest names, and the sizes in bytes that it gives: its config and stored layers, or its children. */
export function keptParts(manifest: AnyManifest): { sizes: Map<string, number>; parts: string[] } {
  const named = manifest.type === "index" ? manifest.manifests : storedBlobs(manifest);
  return { sizes: new Map(named.map(({ digest, size }) => [digest, size])), parts: named.map(({ digest }) => digest) };
}
