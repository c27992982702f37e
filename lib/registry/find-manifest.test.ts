import { describe, expect, test } from "vitest";
import * as mediaTypes from "@/lib/oci/media-type";
import { aManifest, anImage, anIndex } from "@/lib/testing/factories";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import { faultAt, htmlPage } from "@/lib/testing/fake-registry/faults";
import { findManifest } from "./find-manifest";

const absent = `sha256:${"a".repeat(64)}`;

test.each(["oci", "docker"] as const)(
  "finds %s images and indexes by tag and by digest, byte for byte",
  async (flavour) => {
    const { registry, connection } = await connectToFake();
    for (const manifest of [anImage({ flavour }), anIndex([anImage({ flavour })], { flavour })]) {
      registry.push("app", "v1", manifest);
      const expected = { digest: manifest.digest, mediaType: manifest.mediaType, bytes: manifest.bytes };
      expect(await findManifest(connection, "app", "v1")).toEqual(expected);
      expect(await findManifest(connection, "app", manifest.digest)).toEqual(expected);
    }
  },
);

test("what the registry doesn't have is null", async () => {
  const { registry, connection } = await connectToFake();
  registry.push("app", "v1", anImage());
  expect(await findManifest(connection, "app", "v2")).toBeNull();
  expect(await findManifest(connection, "app", absent)).toBeNull();
  expect(await findManifest(connection, "no/such", "v1")).toBeNull();
});

test("a 404 that no registry gave is an error and not an absence", async () => {
  const answer = { status: 404, headers: { "content-type": "text/plain" }, body: "404 page not found\n" };
  const { connection } = await connectToFake({ intercept: () => answer });
  await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject({ code: "registry-bad-response" });
});

test("computes the digest of a tag where the registry names none", async () => {
  const { registry, connection } = await connectToFake({ digestHeader: "missing" });
  const digest = registry.push("app", "v1", anImage());
  expect(await findManifest(connection, "app", "v1")).toMatchObject({ digest });
});

test("refuses a tag's content that isn't what the registry says it is", async () => {
  const { registry, connection } = await connectToFake({ digestHeader: "wrong" });
  registry.push("app", "v1", anImage());
  await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject({ code: "digest-mismatch" });
});

test("refuses content of another digest than the one asked for, whatever the header says", async () => {
  const { registry, connection } = await connectToFake();
  const [image, other] = [anImage(), anImage()];
  const digest = registry.push("app", "v1", image);
  registry.store.repository("app").manifests.set(digest, { bytes: other.bytes, mediaType: other.mediaType });
  await expect(findManifest(connection, "app", digest)).rejects.toMatchObject({ code: "digest-mismatch" });
});

describe("Docker's schema 1 is unsupported", () => {
  test.each(["application/vnd.docker.distribution.manifest.v1+prettyjws", "application/json"])("%s", async (type) => {
    const { registry, connection } = await connectToFake();
    registry.push("app", "old", aManifest({ schemaVersion: 1, name: "app", fsLayers: [] }, type));
    await expect(findManifest(connection, "app", "old")).rejects.toMatchObject({ code: "manifest-unsupported" });
  });
});

test("reads a manifest of 4 MiB and refuses one byte more", async () => {
  const { registry, connection } = await connectToFake();
  const sized = (bytes: number) => {
    const empty = anIndex([], { annotations: { pad: "" } }).bytes.length;
    return anIndex([], { annotations: { pad: "x".repeat(bytes - empty) } });
  };
  const largest = sized(4 * 1024 * 1024);
  registry.push("app", "largest", largest);
  registry.push("app", "giant", sized(4 * 1024 * 1024 + 1));
  expect((await findManifest(connection, "app", "largest"))?.digest).toBe(largest.digest);
  await expect(findManifest(connection, "app", "giant")).rejects.toMatchObject({ code: "manifest-too-large" });
});

test("refuses a giant manifest that comes without a length", async () => {
  const headers = { "content-type": mediaTypes.ociManifest, "content-length": undefined };
  const { connection } = await connectToFake({
    intercept: faultAt("GET /v2/app", { headers, body: Buffer.alloc(5 * 1024 * 1024, " ") }),
  });
  await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject({ code: "manifest-too-large" });
});

describe("what can't be a manifest is refused", () => {
  const ambiguous = { schemaVersion: 2, config: {}, layers: [], manifests: [] };
  test.each([
    ["both an image and an index", aManifest(ambiguous, mediaTypes.ociManifest)],
    ["another media type inside", aManifest({ mediaType: mediaTypes.ociIndex, manifests: [] }, mediaTypes.ociManifest)],
    ["no JSON", { ...anImage(), bytes: Buffer.from("{") }],
    ["an array", { ...anImage(), bytes: Buffer.from("[]") }],
    ["JSON nested deeply", { ...anImage(), bytes: Buffer.from("[".repeat(10_000) + "]".repeat(10_000)) }],
  ])("%s", async (_, manifest) => {
    const { registry, connection } = await connectToFake({ digestHeader: "missing" });
    registry.push("app", "v1", manifest);
    await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject({ code: "registry-bad-response" });
  });

  test("a web page", async () => {
    const { connection } = await connectToFake({ intercept: faultAt("GET /v2/app", htmlPage) });
    await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject({ code: "registry-bad-response" });
  });

  test("a compressed answer, which nobody asked for", async () => {
    const headers = { "content-type": mediaTypes.ociManifest, "content-encoding": "gzip" };
    const { connection } = await connectToFake({ intercept: faultAt("GET /v2/app", { headers, body: "x" }) });
    await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject({ code: "registry-bad-response" });
  });
});

test("takes the media type from the body where the header says nothing", async () => {
  const { registry, connection } = await connectToFake();
  const { json } = anImage();
  registry.push("app", "v1", aManifest(json, "application/octet-stream"));
  expect(await findManifest(connection, "app", "v1")).toMatchObject({ mediaType: mediaTypes.ociManifest });
  registry.push("app", "v2", aManifest({ schemaVersion: 2, manifests: [] }, "application/json"));
  expect(await findManifest(connection, "app", "v2")).toMatchObject({ mediaType: mediaTypes.ociIndex });
});

test.each(["sha256:zz", "../../v2/_catalog", "a/b", "v1?x", ".hidden", ""])(
  "the reference %j never enters a URL",
  async (reference) => {
    const { registry, connection } = await connectToFake();
    await expect(findManifest(connection, "app", reference)).rejects.toMatchObject({ code: "invalid-request" });
    expect(registry.requests).toHaveLength(0);
  },
);

test("asks once for what several want at the same time", async () => {
  const { registry, connection } = await connectToFake({ latencyMs: 20 });
  registry.push("app", "v1", anImage());
  await Promise.all(Array.from({ length: 10 }, () => findManifest(connection, "app", "v1")));
  expect(registry.requests).toHaveLength(1);
});

test("an image whose list of manifests is null is no index", async () => {
  const { registry, connection } = await connectToFake();
  const { json, blobs } = anImage();
  const image = aManifest({ ...json, manifests: null }, mediaTypes.ociManifest, { blobs });
  registry.push("app", "v1", image);
  expect((await findManifest(connection, "app", "v1"))?.digest).toBe(image.digest);
});
