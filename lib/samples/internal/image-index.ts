import "server-only";
import { dockerManifestList, ociIndex } from "@/lib/oci/media-type";
import type { Platform } from "@/lib/oci/platform";
import { descriptorOf, makeManifest, type SampleManifest } from "./sample";

export type IndexEntry = { manifest: SampleManifest; platform: Platform; annotations?: Record<string, string> };

/** Makes an image index, or Docker's manifest list, of the entries. */
export function makeIndex(
  entries: IndexEntry[],
  options: { flavour?: "oci" | "docker"; annotations?: Record<string, string> } = {},
): SampleManifest {
  return makeManifest(
    {
      mediaType: options.flavour === "docker" ? dockerManifestList : ociIndex,
      manifests: entries.map(({ manifest, platform, annotations }) => ({
        ...descriptorOf(manifest),
        ...(annotations ? { annotations } : {}),
        platform,
      })),
      ...(options.annotations ? { annotations: options.annotations } : {}),
    },
    { children: entries.map(({ manifest }) => manifest) },
  );
}
