import { afterEach, describe, expect, test } from "vitest";
import { buildCacheConfig, dockerConfig, ociIndex } from "@/lib/oci/media-type";
import { aBlob, aManifest, anArtifact, anImage, anIndex } from "@/lib/testing/factories";
import { type FakeRegistry, startFakeRegistry } from "@/lib/testing/fake-registry";
import { aBuildCache, anOddImage, layerType } from "@/lib/testing/odd-images";
import { admin, aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import { getImage } from "./get-image";

const closers: (() => Promise<void>)[] = [];

async function open(): Promise<FakeRegistry> {
  const registry = await startFakeRegistry();
  closers.push(registry.close, await openTestConsole([aRegistryConfig(registry.url)]));
  return registry;
}

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const look = (reference: string, platform?: string) => getImage(admin, "local", "app", reference, { platform });

describe("sizes that a manifest doesn't tell", () => {
  test.each([-1, 0, "12", null, 1.5])("are asked of the registry: %j", async (size) => {
    const registry = await open();
    registry.push(
      "app",
      "1.0",
      anOddImage([
        ["a layer", { size }],
        ["another one", {}],
      ]),
    );
    const image = await look("1.0");
    expect(image.layers.map(({ sizeBytes, sizeFrom }) => [sizeBytes, sizeFrom])).toEqual([
      [7, "asked"],
      [11, "manifest"],
    ]);
    expect([image.sizeAtLeast, image.problems]).toEqual([false, []]);
    expect(image.oddities[0]).toContain("layers[0].size");
  });

  test("stay unknown where the registry doesn't tell either, and the sum is a least one", async () => {
    const registry = await open();
    const image = anOddImage([
      ["a layer", { size: -1 }],
      ["another one", {}],
    ]);
    registry.push("app", "1.0", image);
    registry.store.repositories.get("app")?.blobs.delete(aBlob("a layer").digest);
    const shown = await look("1.0");
    expect(shown.layers.map(({ sizeBytes }) => sizeBytes)).toEqual([null, 11]);
    expect([shown.sizeAtLeast, shown.sizeBytes]).toEqual([true, 11 + (image.blobs[0]?.bytes.length ?? 0)]);
  });
});

test("a layer with urls counts where the registry holds it, and is elsewhere where it doesn't", async () => {
  const registry = await open();
  const urls = ["https://example.com/x"];
  const image = anOddImage([
    ["stored", { urls }],
    ["not here", { urls }],
  ]);
  registry.push("app", "1.0", image);
  registry.store.repositories.get("app")?.blobs.delete(aBlob("not here").digest);
  const shown = await look("1.0");
  expect(shown.layers.map(({ stored }) => stored)).toEqual([true, false]);
  expect(shown.sizeBytes).toBe((image.blobs[0]?.bytes.length ?? 0) + "stored".length);
});

test("a layer that stands there twice has each its own step, and counts once", async () => {
  const registry = await open();
  const history = ["ADD", "RUN", "COPY"].map((created_by) => ({ created_by }));
  const image = anOddImage(
    [
      ["same", {}],
      ["other", {}],
      ["same", {}],
    ],
    { history },
  );
  registry.push("app", "1.0", image);
  const shown = await look("1.0");
  expect(shown.layers.map((layer) => layer.createdBy)).toEqual(["ADD", "RUN", "COPY"]);
  expect(shown.history.map((step) => step.layerIndex)).toEqual([0, 1, 2]);
  expect(shown.sizeBytes).toBe((image.blobs[0]?.bytes.length ?? 0) + "same".length + "other".length);
});

test("one odd value of a config leaves the rest of it to be seen", async () => {
  const registry = await open();
  registry.push(
    "app",
    "1.0",
    anImage({ config: { created: 1_700_000_000, config: { User: 1000, ExposedPorts: ["80"] } } }),
  );
  const { config, problems, oddities, history } = await look("1.0");
  expect([config?.platform, config?.user, config?.exposedPorts, config?.createdAt]).toEqual([
    ...["linux/amd64", "1000", ["80"]],
    null,
  ]);
  expect([problems, history.length]).toEqual([[], 1]);
  expect(oddities).toContain("In the config: `created` is a number");
});

test("a manifest that names something without a digest opens, and is known not to be read fully", async () => {
  const registry = await open();
  registry.push(
    "app",
    "1.0",
    anOddImage([
      ["a layer", {}],
      ["another", { digest: "sha256:none" }],
    ]),
  );
  const { layers, complete, oddities } = await look("1.0");
  expect([layers.length, complete, oddities.length]).toEqual([1, false, 1]);
});

test("a build cache has the blobs that it lists, and lacks no platform", async () => {
  const registry = await open();
  registry.push("app", "cache", aBuildCache(["layer one", "layer two"]));
  const cache = await look("cache");
  expect([cache.artifactType, cache.problems, cache.selected]).toEqual([buildCacheConfig, [], null]);
  expect(cache.layers.map(({ mediaType }) => mediaType)).toEqual([layerType, layerType, buildCacheConfig]);
  expect(cache.sizeBytes).toBe(cache.layers.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0));
  expect(cache.platforms.map(({ kind, problem }) => [kind, problem])).toEqual([
    ["blob", null],
    ["blob", null],
    ["blob", null],
  ]);
});

test("a child of a type that nobody knows is no missing platform", async () => {
  const registry = await open();
  const image = anImage();
  const json = { ...anIndex([image]).json };
  const unknown = { mediaType: "application/vnd.example", digest: aBlob("what").digest, size: 4 };
  json.manifests = [unknown, ...(json.manifests as object[])];
  registry.push("app", "1.0", aManifest(json, ociIndex, { children: [image] }));
  const { platforms, problems, selected } = await look("1.0");
  expect(platforms.map(({ kind }) => kind)).toEqual(["unknown", "manifest"]);
  expect([problems, selected?.digest]).toEqual([[], image.digest]);
});

test.each([{}, null, { os: "", architecture: "" }, { os: "linux" }])(
  "children of the platform %j open each by its digest",
  async (platform) => {
    const registry = await open();
    const file = (title: string) =>
      anArtifact({
        layers: [
          { mediaType: "x", bytes: Buffer.from(title), annotations: { "org.opencontainers.image.title": title } },
        ],
      });
    const [one, two] = [file("a.raw"), file("b.raw")];
    registry.push("app", "1.0", anIndex([one, two].map((manifest) => ({ manifest, platform: platform as never }))));
    const { platforms } = await look("1.0");
    expect(platforms.map((entry) => [entry.platform, entry.label])).toEqual([
      [null, "a.raw"],
      [null, "b.raw"],
    ]);
    expect((await look("1.0", two.digest)).selected?.digest).toBe(two.digest);
  },
);

test("images of one platform are told apart by version and compression", async () => {
  const registry = await open();
  const zstd = anImage({ layerMediaType: "application/vnd.oci.image.layer.v1.tar+zstd" });
  const linux = { os: "linux", architecture: "amd64" };
  const windows = (version: string) => ({ os: "windows", architecture: "amd64", "os.version": version });
  const children = [
    { manifest: anImage(), platform: linux },
    { manifest: zstd, platform: linux },
    { manifest: anImage(), platform: windows("10.0.17763.737") },
    { manifest: anImage(), platform: windows("10.0.20348.2113") },
  ];
  registry.push("app", "1.0", anIndex(children));
  expect((await look("1.0")).platforms.map(({ label }) => label)).toEqual([
    ...["linux/amd64 gzip", "linux/amd64 zstd"],
    ...["windows/amd64 10.0.17763.737", "windows/amd64 10.0.20348.2113"],
  ]);
});

test("a bundle of an artifact and an image shows the image first", async () => {
  const registry = await open();
  const config = anArtifact({ configMediaType: "application/vnd.cnab.config.v1+json", config: Buffer.from("{}") });
  const image = anImage();
  registry.push("app", "1.0", anIndex([{ manifest: config }, { manifest: image }]));
  const { selected, problems } = await look("1.0");
  expect([selected?.digest, problems]).toEqual([image.digest, []]);
});

test("an Ollama model is named by its files", async () => {
  const registry = await open();
  const file = { mediaType: "application/vnd.ollama.image.model", bytes: Buffer.from("weights") };
  registry.push("app", "7b", anArtifact({ configMediaType: dockerConfig, layers: [file] }));
  const { kind, artifactType, problems } = await look("7b");
  expect([kind, artifactType, problems]).toEqual(["image", file.mediaType, []]);
});
