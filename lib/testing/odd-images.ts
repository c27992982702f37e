import { buildCacheConfig, ociConfig, ociIndex, ociManifest } from "@/lib/oci/media-type";
import { aBlob, aManifest, type FakeBlob, type FakeManifest } from "./factories";

export const layerType = "application/vnd.oci.image.layer.v1.tar+gzip";

const described = (mediaType: string, { digest, bytes }: FakeBlob, over: object = {}) => ({
  mediaType,
  digest,
  size: bytes.length,
  ...over,
});

/** Makes an image of these layers, each with overrides for its descriptor, and with additions to the config. */
export function anOddImage(layers: [text: string, descriptor: object][], config: object = {}): FakeManifest {
  const configBlob = aBlob(JSON.stringify({ os: "linux", architecture: "amd64", ...config }));
  const blobs = layers.map(([text]) => aBlob(text));
  const json = {
    schemaVersion: 2,
    mediaType: ociManifest,
    config: described(ociConfig, configBlob),
    layers: layers.map(([text, over]) => described(layerType, aBlob(text), over)),
  };
  return aManifest(json, ociManifest, { blobs: [configBlob, ...blobs] });
}

/** Makes a build cache as BuildKit exports it by default: an image index whose children are the layers and a config. */
export function aBuildCache(layers: string[]): FakeManifest {
  const blobs = layers.map((text) => aBlob(text));
  const config = aBlob(JSON.stringify({ layers: blobs.map(({ digest }) => ({ blob: digest })), records: [] }));
  const manifests = [...blobs.map((blob) => described(layerType, blob)), described(buildCacheConfig, config)];
  const json = { schemaVersion: 2, mediaType: ociIndex, manifests };
  return aManifest(json, ociIndex, { blobs: [...blobs, config] });
}
