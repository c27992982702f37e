import {
  dockerConfig,
  dockerManifest,
  dockerManifestList,
  ociConfig,
  ociIndex,
  ociManifest,
} from "@/lib/oci/media-type";
import { type BuildFacts, buildFacts, describeBuild, imageConfig } from "./image-config";
import { layersOf } from "./layers";
import { Random, sha256 } from "./random";
import type { RepositoryPlan } from "./repository-plan";

export type Blob = { hex: string; bytes: string };

/** The manifest that a tag names, with every manifest and config below it whose bytes are stored. */
export type BuiltImage = {
  manifest: Blob;
  /** The manifests that an index names. */
  children: Blob[];
  configs: Blob[];
  revision: string;
};

type Kind = { manifest: string; index: string; config: string; layer: string };

const oci: Kind = {
  manifest: ociManifest,
  index: ociIndex,
  config: ociConfig,
  layer: "application/vnd.oci.image.layer.v1.tar+gzip",
};
const docker: Kind = {
  manifest: dockerManifest,
  index: dockerManifestList,
  config: dockerConfig,
  layer: "application/vnd.docker.image.rootfs.diff.tar.gzip",
};

/** Builds one image of a repository. It depends on the seed, the source's name and the number alone. */
export function buildImage(plan: Pick<RepositoryPlan, "source" | "sourceBuilds">, seed: string, build: number) {
  const facts = buildFacts(seed, plan.source, plan.sourceBuilds, build);
  const kind = new Random(`${seed}/${plan.source}/kind`).chance(0.8) ? oci : docker;
  const shape = new Random(`${seed}/${plan.source}/${build}/shape`);
  const image = shape.chance(0.05)
    ? buildIndex(facts, kind, kind === oci && shape.chance(0.4))
    : buildPlatform(facts, kind, "linux/amd64");
  return { ...image, revision: facts.revision } satisfies BuiltImage;
}

function buildPlatform(facts: BuildFacts, kind: Kind, platform: string) {
  const layers = layersOf(facts.seed, facts.source, facts.build, platform);
  const config = blob(imageConfig(facts, platform, layers));
  const manifest = blob(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: kind.manifest,
      config: descriptor(kind.config, config),
      layers: layers.map(({ digest, size }) => ({ mediaType: kind.layer, digest, size })),
      ...(kind === oci && facts.build % 4 === 0 && { annotations: describeBuild(facts) }),
    }),
  );
  return { manifest, children: [] as Blob[], configs: [config] };
}

function buildIndex(facts: BuildFacts, kind: Kind, attested: boolean) {
  const platforms = ["linux/amd64", "linux/arm64"];
  const images = platforms.map((platform) => buildPlatform(facts, kind, platform));
  const attestations = attested ? images.map((image) => buildAttestation(facts, image.manifest)) : [];
  const index = {
    schemaVersion: 2,
    mediaType: kind.index,
    manifests: [
      ...images.map(({ manifest }, at) => {
        const [os, architecture] = (platforms[at] ?? "").split("/");
        return { ...descriptor(kind.manifest, manifest), platform: { architecture, os } };
      }),
      ...attestations.map(({ manifest, subject }) => ({
        ...descriptor(kind.manifest, manifest),
        annotations: {
          "vnd.docker.reference.digest": `sha256:${subject.hex}`,
          "vnd.docker.reference.type": "attestation-manifest",
        },
        platform: { architecture: "unknown", os: "unknown" },
      })),
    ],
  };
  const below = [...images, ...attestations];
  return {
    manifest: blob(JSON.stringify(index)),
    children: below.map(({ manifest }) => manifest),
    configs: below.flatMap(({ configs }) => configs),
  };
}

// BuildKit stores attestations like this: docs/attestations/attestation-storage.md of moby/buildkit.
function buildAttestation(facts: BuildFacts, subject: Blob) {
  const statement = sha256(`${facts.seed}/${subject.hex}/provenance`);
  const config = blob(
    JSON.stringify({
      architecture: "unknown",
      os: "unknown",
      config: {},
      rootfs: { type: "layers", diff_ids: [`sha256:${statement}`] },
    }),
  );
  const manifest = blob(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: ociManifest,
      config: descriptor(ociConfig, config),
      layers: [
        {
          mediaType: "application/vnd.in-toto+json",
          digest: `sha256:${statement}`,
          size: 1_000 + (facts.build % 9_000),
          annotations: { "in-toto.io/predicate-type": "https://slsa.dev/provenance/v1" },
        },
      ],
    }),
  );
  return { manifest, configs: [config], subject };
}

function blob(bytes: string): Blob {
  return { hex: sha256(bytes), bytes };
}

function descriptor(mediaType: string, { hex, bytes }: Blob) {
  return { mediaType, digest: `sha256:${hex}`, size: Buffer.byteLength(bytes) };
}
