import { createHash } from "node:crypto";
import * as mediaTypes from "@/lib/oci/media-type";

export type FakeBlob = { digest: string; bytes: Buffer };

/** A manifest with everything needed to push it: its blobs, and for an image index its children. */
export type FakeManifest = {
  bytes: Buffer;
  mediaType: string;
  digest: string;
  blobs: FakeBlob[];
  children: FakeManifest[];
  /** The manifest as JSON, for assertions. */
  json: Record<string, unknown>;
};

export type ImageOptions = {
  flavour?: "oci" | "docker";
  /** The number of layers to make up, or their exact bytes. */
  layers?: number | Buffer[];
  layerMediaType?: string;
  platform?: { os: string; architecture: string; variant?: string };
  created?: string;
  /** Merged into the image config, e.g. `{config: {Env: [...]}, history: [...]}`. */
  config?: Record<string, unknown>;
  annotations?: Record<string, string>;
  subject?: FakeManifest;
};

export type ArtifactOptions = {
  artifactType?: string;
  configMediaType?: string;
  config?: Buffer;
  layers?: { mediaType: string; bytes: Buffer; annotations?: Record<string, string> }[];
  annotations?: Record<string, string>;
  subject?: FakeManifest;
};

export type IndexChild = {
  manifest: FakeManifest;
  platform?: { os: string; architecture: string; variant?: string };
  annotations?: Record<string, string>;
};

export function sha256(bytes: Buffer | string): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

export function aBlob(content: Buffer | string): FakeBlob {
  const bytes = Buffer.from(content as string);
  return { digest: sha256(bytes), bytes };
}

/** Returns any JSON as a manifest, valid or not. */
export function aManifest(
  json: Record<string, unknown>,
  mediaType: string,
  parts: { blobs?: FakeBlob[]; children?: FakeManifest[] } = {},
): FakeManifest {
  const bytes = Buffer.from(JSON.stringify(json, null, 2));
  return { bytes, mediaType, digest: sha256(bytes), blobs: parts.blobs ?? [], children: parts.children ?? [], json };
}

const descriptor = (mediaType: string, blob: { digest: string; bytes: Buffer }) => ({
  mediaType,
  digest: blob.digest,
  size: blob.bytes.length,
});

let made = 0;

/** Makes a container image. Two calls make different images unless the layers and the config are given. */
export function anImage(options: ImageOptions = {}): FakeManifest {
  const docker = options.flavour === "docker";
  const layers = madeLayers(options.layers ?? 1).map(aBlob);
  const platform = options.platform ?? { os: "linux", architecture: "amd64" };
  const config = aBlob(
    JSON.stringify({
      ...platform,
      created: options.created ?? "2026-03-01T12:00:00Z",
      config: {},
      rootfs: { type: "layers", diff_ids: layers.map((layer) => layer.digest) },
      history: layers.map((_, at) => ({
        created: options.created ?? "2026-03-01T12:00:00Z",
        created_by: `RUN step ${at}`,
      })),
      ...options.config,
    }),
  );
  const layerType =
    options.layerMediaType ??
    (docker ? "application/vnd.docker.image.rootfs.diff.tar.gzip" : "application/vnd.oci.image.layer.v1.tar+gzip");
  const mediaType = docker ? mediaTypes.dockerManifest : mediaTypes.ociManifest;
  return aManifest(
    {
      schemaVersion: 2,
      mediaType,
      config: descriptor(docker ? mediaTypes.dockerConfig : mediaTypes.ociConfig, config),
      layers: layers.map((layer) => descriptor(layerType, layer)),
      ...(options.subject && { subject: descriptor(options.subject.mediaType, options.subject) }),
      ...(options.annotations && { annotations: options.annotations }),
    },
    mediaType,
    { blobs: [config, ...layers] },
  );
}

function madeLayers(layers: number | Buffer[]): Buffer[] {
  if (typeof layers !== "number") return layers;
  return Array.from({ length: layers }, () => Buffer.from(`layer ${made++}`.padEnd(256, ".")));
}

/** Makes an OCI artifact: a chart, a signature, an SBOM; by default with the empty config. */
export function anArtifact(options: ArtifactOptions = {}): FakeManifest {
  const config = aBlob(options.config ?? "{}");
  const layers = (options.layers ?? []).map((layer) => ({ ...layer, ...aBlob(layer.bytes) }));
  return aManifest(
    {
      schemaVersion: 2,
      mediaType: mediaTypes.ociManifest,
      ...(options.artifactType && { artifactType: options.artifactType }),
      config: descriptor(options.configMediaType ?? mediaTypes.ociEmpty, config),
      layers: layers.map((layer) => ({
        ...descriptor(layer.mediaType, layer),
        ...(layer.annotations && { annotations: layer.annotations }),
      })),
      ...(options.subject && { subject: descriptor(options.subject.mediaType, options.subject) }),
      ...(options.annotations && { annotations: options.annotations }),
    },
    mediaTypes.ociManifest,
    { blobs: [config, ...layers] },
  );
}

/** Makes an image index; bare manifests are listed for linux/amd64, linux/arm64, linux/s390x in turn. */
export function anIndex(
  children: (FakeManifest | IndexChild)[],
  options: { flavour?: "oci" | "docker"; annotations?: Record<string, string>; subject?: FakeManifest } = {},
): FakeManifest {
  const architectures = ["amd64", "arm64", "s390x"];
  const listed = children.map((child, at): IndexChild => {
    if ("manifest" in child) return child;
    return { manifest: child, platform: { os: "linux", architecture: architectures[at] ?? `made${at}` } };
  });
  const mediaType = options.flavour === "docker" ? mediaTypes.dockerManifestList : mediaTypes.ociIndex;
  return aManifest(
    {
      schemaVersion: 2,
      mediaType,
      manifests: listed.map(({ manifest, platform, annotations }) => ({
        ...descriptor(manifest.mediaType, manifest),
        ...(manifest.json.artifactType !== undefined && { artifactType: manifest.json.artifactType }),
        ...(platform && { platform }),
        ...(annotations && { annotations }),
      })),
      ...(options.subject && { subject: descriptor(options.subject.mediaType, options.subject) }),
      ...(options.annotations && { annotations: options.annotations }),
    },
    mediaType,
    { children: listed.map((child) => child.manifest) },
  );
}
