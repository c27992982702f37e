import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ociConfig, ociManifest } from "@/lib/oci/media-type";

export type WrittenImage = {
  /** Text that makes this image differ from the others. */
  content: string;
  tags: readonly string[];
};

const layerType = "application/vnd.oci.image.layer.v1.tar";

/**
 * Puts images into the storage of a registry in the registry's own layout (distribution's registry/storage/paths.go):
 * this way thousands of tags take seconds, and need no password.
 */
export function writeImages(storageDir: string, repository: string, images: Iterable<WrittenImage>): void {
  const root = join(storageDir, "docker/registry/v2");
  const folder = join(root, "repositories", repository);
  const hold = (bytes: string, links: string) => {
    const hex = createHash("sha256").update(bytes).digest("hex");
    write(join(root, "blobs/sha256", hex.slice(0, 2), hex), "data", bytes);
    write(join(folder, links, hex), "link", `sha256:${hex}`);
    return { hex, digest: `sha256:${hex}`, size: Buffer.byteLength(bytes) };
  };
  for (const { content, tags } of images) {
    const layer = hold(content, "_layers/sha256");
    const config = hold(configOf(layer.digest), "_layers/sha256");
    const manifest = {
      schemaVersion: 2,
      mediaType: ociManifest,
      config: { mediaType: ociConfig, digest: config.digest, size: config.size },
      layers: [{ mediaType: layerType, digest: layer.digest, size: layer.size }],
    };
    const { hex, digest } = hold(JSON.stringify(manifest), "_manifests/revisions/sha256");
    for (const tag of tags) {
      const place = join(folder, "_manifests/tags", tag);
      write(join(place, "current"), "link", digest);
      write(join(place, "index/sha256", hex), "link", digest);
    }
  }
}

function configOf(diffId: string): string {
  return JSON.stringify({
    created: "2026-10-01T08:00:00Z",
    architecture: "amd64",
    os: "linux",
    config: { Cmd: ["serve"] },
    rootfs: { type: "layers", diff_ids: [diffId] },
    history: [{ created: "2026-10-01T08:00:00Z", created_by: "COPY serve /" }],
  });
}

function write(folder: string, name: string, content: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), content);
}
