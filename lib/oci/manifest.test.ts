import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { artifactTypeOf } from "./artifact-type";
import {
  compressedSizeBytes,
  type ImageIndex,
  type ImageManifest,
  kindOf,
  knownSizeBytes,
  parseManifest,
  storedBlobs,
} from "./manifest";
import { helmConfig, ociConfig, ociIndex, ociManifest } from "./media-type";
import { formatPlatform } from "./platform";

const digest = (hex: string) => `sha256:${hex.repeat(64)}`;
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const layerType = "application/vnd.oci.image.layer.v1.tar+gzip";

const image = (over: object = {}) => ({
  schemaVersion: 2,
  config: { mediaType: ociConfig, digest: digest("c"), size: 100 },
  layers: [
    { mediaType: layerType, digest: digest("a"), size: 10 },
    { mediaType: layerType, digest: digest("a"), size: 10 },
    { mediaType: layerType, digest: digest("b"), size: 1000, urls: ["https://example.com/x"] },
  ],
  ...over,
});

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

describe("parseManifest", () => {
  test("counts each stored blob once, and none that lies elsewhere", () => {
    const manifest = parseManifest(bytes(image()), ociManifest) as ImageManifest;
    expect(compressedSizeBytes(manifest)).toBe(110);
    expect(kindOf(manifest)).toBe("image");
  });

  test("calls a Helm chart an artifact of its config's type", () => {
    const manifest = parseManifest(
      bytes(image({ config: { mediaType: helmConfig, digest: digest("c"), size: 1 } })),
      ociManifest,
    );
    expect([kindOf(manifest), artifactTypeOf(manifest)]).toEqual(["artifact", helmConfig]);
  });

  test.each([
    ["both layers and manifests", bytes(image({ manifests: [] })), ociManifest, "registry-bad-response"],
    ["another media type inside", bytes(image({ mediaType: ociIndex })), ociManifest, "registry-bad-response"],
    ["what is no object", bytes([image()]), ociManifest, "registry-bad-response"],
    ["nesting that breaks printers", Buffer.from(`${"[".repeat(200_000)}`), ociManifest, "registry-bad-response"],
    ["invalid UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), ociManifest, "registry-bad-response"],
    [
      "schema 1",
      bytes({ schemaVersion: 1 }),
      "application/vnd.docker.distribution.manifest.v1+prettyjws",
      "manifest-unsupported",
    ],
    ["a type nobody knows", bytes({}), "text/html", "manifest-unsupported"],
  ])("refuses %s", (_, body, mediaType, code) => {
    expect(codeOf(() => parseManifest(body, mediaType))).toBe(code);
  });

  test("drops a __proto__ key of annotations", () => {
    const text = JSON.stringify(image({ annotations: { a: "b" } })).replace('"a":"b"', '"a":"b","__proto__":"x"');
    expect(Object.keys(parseManifest(Buffer.from(text), ociManifest).annotations)).toEqual(["a"]);
  });
});

describe("a manifest with an odd value", () => {
  const layer = (over: object) => ({ mediaType: layerType, digest: digest("a"), size: 10, ...over });
  const read = (over: object) => parseManifest(bytes(image(over)), ociManifest) as ImageManifest;
  const emptyBlob = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  test.each([
    ["negative", layer({ size: -1 }), "`layers[0].size` is negative"],
    ["a fraction", layer({ size: 1.5 }), "`layers[0].size` is not a whole number of bytes"],
    ["a text", layer({ size: "10" }), "`layers[0].size` is a text"],
    ["missing", layer({ size: undefined }), "`layers[0].size` is missing"],
    [
      "0 for what isn't empty",
      layer({ size: 0 }),
      "`layers[0].size` is declared as 0 B, though the digest is not that of an empty blob",
    ],
  ])("doesn't take a size that is %s for a number of bytes", (_, odd, oddity) => {
    const manifest = read({ layers: [odd, layer({ digest: digest("b"), size: 7 })] });
    expect(manifest.layers.map(({ size }) => size)).toEqual([null, 7]);
    expect([compressedSizeBytes(manifest), knownSizeBytes(storedBlobs(manifest))]).toEqual([107, null]);
    expect([manifest.oddities, manifest.complete]).toEqual([[oddity], true]);
  });

  test("believes that an empty blob has 0 bytes, and the place that says a size before one that doesn't", () => {
    expect(read({ layers: [layer({ digest: emptyBlob, size: 0 })] }).oddities).toEqual([]);
    const twice = read({ layers: [layer({ size: -1 }), layer({})] });
    expect(knownSizeBytes(storedBlobs(twice))).toBe(110);
  });

  test.each([
    ["a layer without a valid digest", { layers: [layer({ digest: "sha256:zz" }), layer({})] }, "`layers[0].digest`"],
    ["a layer that is null", { layers: [null, layer({})] }, "`layers[0]` is null"],
    ["a subject without a valid digest", { subject: { digest: "sha256:zz" }, layers: [layer({})] }, "`subject.digest`"],
    ["layers that are no list", { layers: "none" }, "`layers` is a text"],
    ["no config", { config: undefined, layers: [layer({})] }, "`config` is missing"],
  ])("is read with %s, and known not to be complete", (_, over, oddity) => {
    const manifest = read(over);
    expect([manifest.complete, manifest.oddities]).toEqual([false, [expect.stringContaining(oddity)]]);
  });

  test("is read whatever its other fields are", () => {
    const odd = { schemaVersion: "2", mediaType: 7, artifactType: 1, annotations: { a: 1, b: null, c: [1], d: "x" } };
    const manifest = read({ ...odd, manifests: null, subject: null });
    expect(manifest.annotations).toEqual({ a: "1", b: "", c: "[1]", d: "x" });
    expect([manifest.complete, manifest.layers.length, manifest.oddities.length]).toEqual([true, 3, 6]);
  });
});

test.each([
  [{}, null],
  [null, null],
  [{ os: "", architecture: "" }, null],
  [{ os: "linux" }, null],
  [{ architecture: "arm64" }, null],
  ["linux/amd64", null],
  [{ os: 1, architecture: true }, "1/true"],
  [{ os: "linux", architecture: "arm", variant: null }, "linux/arm"],
  [{ os: "linux", architecture: "arm", variant: "v7" }, "linux/arm/v7"],
  [{ os: "linux", architecture: "amd64", "os.features": null, features: ["sse4"] }, "linux/amd64"],
])("an index opens with a child of the platform %j", (platform, expected) => {
  const manifests = [{ mediaType: ociManifest, digest: digest("a"), size: 1, platform }];
  const index = parseManifest(bytes({ schemaVersion: 2, manifests }), ociIndex) as ImageIndex;
  const read = index.manifests[0]?.platform;
  expect(read ? formatPlatform(read) : null).toBe(expected);
});

test("layers with urls count where the registry is known to hold them", () => {
  const manifest = parseManifest(bytes(image()), ociManifest) as ImageManifest;
  expect(compressedSizeBytes(manifest, new Set([digest("b")]))).toBe(1110);
});
