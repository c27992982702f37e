import "server-only";
import { ociConfig, ociManifest } from "@/lib/oci/media-type";
import type { IndexEntry } from "./image-index";
import { descriptorOf, digestOf, makeBlob, makeManifest, type SampleManifest } from "./sample";
import { type Package, spdxDocument } from "./spdx-document";

export type Build = { name: string; created: string; source: string; revision: string; packages: Package[] };

const provenanceType = "https://slsa.dev/provenance/v1";
const sbomType = "https://spdx.dev/Document";

/**
 * Makes what BuildKit puts beside an image in its image index: an SBOM and the provenance (buildkit,
 * attestation-storage.md).
 */
export function attestBuild(image: SampleManifest, build: Build): IndexEntry {
  const statements = [
    statement(image, build, sbomType, spdxDocument(build.name, build.created, build.packages)),
    statement(image, build, provenanceType, provenance(build)),
  ];
  const config = makeBlob(
    ociConfig,
    JSON.stringify({
      architecture: "unknown",
      os: "unknown",
      config: {},
      rootfs: { type: "layers", diff_ids: statements.map(({ blob }) => digestOf(blob.bytes)) },
    }),
  );
  const manifest = makeManifest(
    {
      mediaType: ociManifest,
      config: descriptorOf(config),
      layers: statements.map(({ blob, type }) => ({
        ...descriptorOf(blob),
        annotations: { "in-toto.io/predicate-type": type },
      })),
    },
    { blobs: [config, ...statements.map(({ blob }) => blob)] },
  );
  const annotations = {
    "vnd.docker.reference.digest": image.digest,
    "vnd.docker.reference.type": "attestation-manifest",
  };
  return { manifest, platform: { architecture: "unknown", os: "unknown" }, annotations };
}

function statement(image: SampleManifest, { name }: Build, type: string, predicate: unknown) {
  const subject = [{ name: `pkg:docker/${name}`, digest: { sha256: image.digest.slice("sha256:".length) } }];
  const content = { _type: "https://in-toto.io/Statement/v0.1", predicateType: type, subject, predicate };
  return { type, blob: makeBlob("application/vnd.in-toto+json", JSON.stringify(content)) };
}

function provenance({ created, source, revision }: Build) {
  return {
    buildDefinition: {
      buildType: "https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md",
      externalParameters: { configSource: { uri: source, digest: { sha1: revision }, path: "Dockerfile" } },
      resolvedDependencies: [{ uri: source, digest: { sha1: revision } }],
    },
    runDetails: { builder: { id: "https://ci.example.com/builders/7" }, metadata: { finishedOn: created } },
  };
}
