import "server-only";
import { ociIndex } from "@/lib/oci/media-type";
import { descriptorOf, makeManifest, type SampleManifest } from "./sample";

export type SampleReferrer = { manifest: SampleManifest; artifactType: string; annotations: Record<string, string> };

/** Makes the image index that clients keep under the fallback tag (distribution-spec, "Referrers Tag Schema"). */
export function makeReferrersIndex(referrers: SampleReferrer[]): SampleManifest {
  return makeManifest(
    {
      mediaType: ociIndex,
      manifests: referrers.map(({ manifest, artifactType, annotations }) => ({
        ...descriptorOf(manifest),
        annotations,
        artifactType,
      })),
    },
    { children: referrers.map(({ manifest }) => manifest) },
  );
}
