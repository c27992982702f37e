import { expect, test } from "vitest";
import { childBlobs, childKind, childManifests } from "./index-children";
import { type ImageIndex, parseManifest } from "./manifest";
import { dockerManifest, ociConfig, ociIndex, ociManifest } from "./media-type";

test.each([
  [ociManifest, "manifest"],
  [ociIndex, "manifest"],
  [dockerManifest, "manifest"],
  ["application/vnd.docker.distribution.manifest.v1+prettyjws", "manifest"],
  ["application/vnd.oci.image.layer.v1.tar+gzip", "blob"],
  ["application/vnd.oci.image.layer.nondistributable.v1.tar", "blob"],
  ["application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", "blob"],
  ["application/vnd.buildkit.cacheconfig.v0", "blob"],
  [ociConfig, "blob"],
  ["application/octet-stream", "blob"],
  ["application/vnd.example.v1+json", "unknown"],
  ["", "manifest"],
])("a child of type %o is a %s", (mediaType, kind) => {
  expect(childKind({ mediaType })).toBe(kind);
});

test("a build cache lists blobs, and what nobody knows may be a manifest", () => {
  const child = (mediaType: string, hex: string) => ({ mediaType, digest: `sha256:${hex.repeat(64)}`, size: 1 });
  const manifests = [
    child("application/vnd.oci.image.layer.v1.tar+gzip", "a"),
    child("application/vnd.buildkit.cacheconfig.v0", "b"),
    child(ociManifest, "c"),
    child("application/vnd.example.v1+json", "d"),
  ];
  const index = parseManifest(Buffer.from(JSON.stringify({ schemaVersion: 2, manifests })), ociIndex) as ImageIndex;
  expect(childBlobs(index)).toEqual(index.manifests.slice(0, 2));
  expect(childManifests(index)).toEqual(index.manifests.slice(2));
});
