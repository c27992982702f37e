import { expect, test } from "vitest";
import { artifactKindOf } from "./artifact-kind";
import { artifactTypeOf } from "./artifact-type";
import { parseManifest } from "./manifest";
import { buildCacheConfig, dockerConfig, ociConfig, ociEmpty, ociIndex, ociManifest } from "./media-type";

const digest = (hex: string) => `sha256:${hex.repeat(64)}`;
const layerType = "application/vnd.oci.image.layer.v1.tar+gzip";
const parse = (json: object, mediaType = ociManifest) =>
  parseManifest(Buffer.from(JSON.stringify({ schemaVersion: 2, ...json })), mediaType);
const blob = (mediaType: string, hex = "a") => ({ mediaType, digest: digest(hex), size: 1 });

test.each([
  [ociConfig, [layerType], null, null],
  ["application/vnd.docker.plugin.v1+json", [layerType], "application/vnd.docker.plugin.v1+json", "docker-plugin"],
  [dockerConfig, ["application/vnd.ollama.image.model"], "application/vnd.ollama.image.model", "ollama-model"],
  ["application/vnd.sylabs.sif.config.v1+json", ["x"], "application/vnd.sylabs.sif.config.v1+json", "sif-image"],
  ["application/vnd.cncf.flux.config.v1+json", ["x"], "application/vnd.cncf.flux.config.v1+json", "flux"],
  [buildCacheConfig, [layerType], buildCacheConfig, "build-cache"],
  [
    "application/vnd.docker.ai.model.config.v0.1+json",
    ["x"],
    "application/vnd.docker.ai.model.config.v0.1+json",
    "docker-model",
  ],
  ["application/vnd.wasm.config.v0+json", ["application/wasm"], "application/vnd.wasm.config.v0+json", "wasm"],
  [ociEmpty, ["x"], null, null],
  [
    ociConfig,
    ["application/vnd.dev.cosign.simplesigning.v1+json"],
    "application/vnd.dev.cosign.simplesigning.v1+json",
    "signature",
  ],
])("a config of %s with %j is of type %j, a %j", (config, layers, type, kind) => {
  const found = artifactTypeOf(parse({ config: blob(config, "c"), layers: layers.map((layer) => blob(layer)) }));
  expect([found, artifactKindOf(found)]).toEqual([type, kind]);
});

test("an index of layers is a build cache, and one that says what it is is believed", () => {
  const cache = parse({ manifests: [blob(layerType), blob(buildCacheConfig, "b")] }, ociIndex);
  expect(artifactTypeOf(cache)).toBe(buildCacheConfig);
  const annotations = { "org.opencontainers.artifactType": "application/vnd.cnab.manifest.v1" };
  expect(artifactKindOf(artifactTypeOf(parse({ manifests: [], annotations }, ociIndex)))).toBe("cnab-bundle");
});
