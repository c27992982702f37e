import "server-only";
import { ociEmpty, ociManifest } from "@/lib/oci/media-type";
import { descriptorOf, makeBlob, makeManifest, type SampleBlob, type SampleManifest } from "./sample";

export type ArtifactFile = SampleBlob & { annotations?: Record<string, string> };

export type ArtifactContent = {
  files: ArtifactFile[];
  artifactType?: string;
  /** The empty config if none is given (image-spec, manifest.md "Guidance for an Empty Descriptor"). */
  config?: SampleBlob;
  annotations?: Record<string, string>;
  subject?: SampleManifest;
};

/** Makes an artifact that is not a container image: a chart, a signature, a document. */
export function makeArtifact({ files, artifactType, config, annotations, subject }: ArtifactContent): SampleManifest {
  const used = config ?? makeBlob(ociEmpty, "{}");
  return makeManifest(
    {
      mediaType: ociManifest,
      ...(artifactType ? { artifactType } : {}),
      config: descriptorOf(used),
      layers: files.map((file) => ({
        ...descriptorOf(file),
        ...(file.annotations ? { annotations: file.annotations } : {}),
      })),
      ...(subject ? { subject: descriptorOf(subject) } : {}),
      ...(annotations ? { annotations } : {}),
    },
    { blobs: [used, ...files] },
  );
}
