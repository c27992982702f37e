import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { artifactTypeOf, compressedSizeBytes, type ImageManifest, kindOf, parseManifest } from "./manifest";
import { helmConfig, ociConfig, ociIndex, ociManifest } from "./media-type";

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
    [
      "a digest that is none",
      bytes(image({ subject: { mediaType: "x", digest: "sha256:zz", size: 1 } })),
      ociManifest,
      "registry-bad-response",
    ],
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
