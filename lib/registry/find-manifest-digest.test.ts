import { expect, test } from "vitest";
import { anImage } from "@/lib/testing/factories";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import { type FakeAnswer, registryError } from "@/lib/testing/fake-registry/exchange";
import { faultAt, htmlPage } from "@/lib/testing/fake-registry/faults";
import { findManifestDigest } from "./find-manifest-digest";

test("tells where a tag points without reading the manifest", async () => {
  const { registry, connection } = await connectToFake();
  const image = anImage();
  registry.push("app", "v1", image);
  const { digest, mediaType } = image;
  expect(await findManifestDigest(connection, "app", "v1")).toEqual({ digest, mediaType, unchanged: false });
  expect(registry.requests.map(({ method }) => method)).toEqual(["HEAD"]);
});

test("an unchanged tag is asked for with If-None-Match, which counts as no pull", async () => {
  const { registry, connection } = await connectToFake();
  const knownDigest = registry.push("app", "v1", anImage());
  const answer = await findManifestDigest(connection, "app", "v1", { knownDigest });
  expect(answer).toEqual({ digest: knownDigest, mediaType: null, unchanged: true });
  expect(registry.requests[0]?.headers["if-none-match"]).toBe(`"${knownDigest}"`);
});

test("a moved tag is told with its new digest", async () => {
  const { registry, connection } = await connectToFake();
  const knownDigest = registry.push("app", "v1", anImage());
  const digest = registry.push("app", "v1", anImage());
  expect(await findManifestDigest(connection, "app", "v1", { knownDigest })).toMatchObject({
    digest,
    unchanged: false,
  });
});

test("what the registry doesn't have is null", async () => {
  const { connection } = await connectToFake();
  expect(await findManifestDigest(connection, "app", "v1")).toBeNull();
});

test.each([400, 403, 404, 405, 501])(
  "what HEAD answers with %d is asked for by GET, which is believed",
  async (status) => {
    const { registry, connection } = await connectToFake({ intercept: faultAt("HEAD /v2/app", { status, body: "" }) });
    expect(await findManifestDigest(connection, "app", "v1")).toBeNull();
    const digest = registry.push("app", "v1", anImage());
    expect(await findManifestDigest(connection, "app", "v1")).toMatchObject({ digest });
  },
);

test.each<[string, FakeAnswer, string]>([
  ["an empty 404", { status: 404, body: "" }, "registry-bad-response"],
  ["a page's 404", { status: 404, headers: { "content-type": "text/html" }, body: "<h1>404" }, "registry-bad-response"],
  ["a 404 of another JSON", { status: 404, body: '{"message":"not found"}' }, "registry-bad-response"],
  ["a 404 for want of rights", registryError(404, "DENIED"), "registry-bad-response"],
  ["a 404 of a registry that fails", registryError(404, "UNKNOWN"), "registry-bad-response"],
  ["a 403", registryError(403, "MANIFEST_UNKNOWN"), "registry-denied"],
  ["a 400", registryError(400, "MANIFEST_UNKNOWN"), "registry-failed"],
  ["a sign-in page", htmlPage, "registry-bad-response"],
])("%s makes nothing absent", async (_, answer, code) => {
  const withVersion = { ...answer, headers: { ...answer.headers, "docker-distribution-api-version": "registry/2.0" } };
  for (const given of [answer, withVersion]) {
    const { connection } = await connectToFake({ intercept: ({ path }) => (path.includes("/v1") ? given : undefined) });
    await expect(findManifestDigest(connection, "app", "v1")).rejects.toMatchObject({ code });
  }
});

test.each(["MANIFEST_UNKNOWN", "NAME_UNKNOWN", "NOT_FOUND", "TAG_UNKNOWN", "manifest_unknown"])(
  "a registry's 404 with %s makes it absent",
  async (errorCode) => {
    const { connection } = await connectToFake({
      intercept: ({ path }) => (path.includes("/v1") ? registryError(404, errorCode) : undefined),
    });
    expect(await findManifestDigest(connection, "app", "v1")).toBeNull();
  },
);

test("a registry that names no digest is read instead", async () => {
  const { registry, connection } = await connectToFake({ digestHeader: "missing" });
  const digest = registry.push("app", "v1", anImage());
  expect(await findManifestDigest(connection, "app", "v1", { knownDigest: digest })).toMatchObject({
    digest,
    unchanged: true,
  });
});

test("an answer for another digest than the one asked for is refused", async () => {
  const { registry, connection } = await connectToFake({ digestHeader: "wrong" });
  const digest = registry.push("app", "v1", anImage());
  await expect(findManifestDigest(connection, "app", digest)).rejects.toMatchObject({ code: "digest-mismatch" });
});

test("Docker's schema 1 is unsupported", async () => {
  const headers = { "content-type": "application/vnd.docker.distribution.manifest.v1+prettyjws" };
  const { connection } = await connectToFake({ intercept: faultAt("HEAD /v2/app", { headers }) });
  await expect(findManifestDigest(connection, "app", "v1")).rejects.toMatchObject({ code: "manifest-unsupported" });
});

test("never shares an answer under way: each look at a tag is a new one", async () => {
  const { registry, connection } = await connectToFake({ latencyMs: 10 });
  registry.push("app", "v1", anImage());
  await Promise.all([findManifestDigest(connection, "app", "v1"), findManifestDigest(connection, "app", "v1")]);
  expect(registry.requests).toHaveLength(2);
});
