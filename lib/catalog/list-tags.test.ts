import { afterEach, expect, test } from "vitest";
import { tagQuerySchema } from "@/lib/contract/tags";
import { isAppError } from "@/lib/errors/app-error";
import { anArtifact, anImage, anIndex } from "@/lib/testing/factories";
import type { FakeRegistryOptions } from "@/lib/testing/fake-registry/options";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { admin } from "@/lib/testing/test-console";
import { listTags } from "./list-tags";
import { findMatchingTags } from "./lists/find-matching-tags";

const open = (options: FakeRegistryOptions = {}) => openIndexingConsole(options);

afterEach(closeIndexingConsole);

const list = (query: Record<string, unknown> = {}) => listTags(admin, "local", "app", tagQuerySchema.parse(query));

test("shows the size, platforms and tags on the same digest", async () => {
  const registry = await open();
  const [amd64, arm64] = [anImage({ layers: 1 }), anImage({ layers: 3 })];
  const index = anIndex([amd64, arm64]);
  for (const tag of ["1.0", "latest"]) registry.push("app", tag, index);
  const { items, freshness } = await list({ query: "1.0" });
  const sizeOf = (image: typeof amd64) => image.blobs.reduce((sum, blob) => sum + blob.bytes.length, 0);
  expect(items).toMatchObject([
    {
      tag: "1.0",
      digest: index.digest,
      kind: "index",
      platforms: ["linux/amd64", "linux/arm64"],
      minSizeBytes: sizeOf(amd64),
      sizeBytes: sizeOf(arm64),
      sameDigest: ["latest"],
      problem: null,
    },
  ]);
  expect(freshness).toMatchObject({ state: "live", read: 2, expected: 2 });
});

test("leaves attestations out of platforms and sizes", async () => {
  const registry = await open();
  const image = anImage();
  const attestation = anArtifact({
    layers: [{ mediaType: "application/vnd.in-toto+json", bytes: Buffer.alloc(90_000) }],
  });
  const annotations = {
    "vnd.docker.reference.type": "attestation-manifest",
    "vnd.docker.reference.digest": image.digest,
  };
  const platform = { os: "unknown", architecture: "unknown" };
  registry.push("app", "1.0", anIndex([image, { manifest: attestation, platform, annotations }]));
  const { items } = await list();
  expect(items[0]?.platforms).toEqual(["linux/amd64"]);
  expect(items[0]?.sizeBytes).toBeLessThan(90_000);
});

test("names the platform that an index lacks", async () => {
  const registry = await open();
  const [amd64, arm64] = [anImage(), anImage()];
  registry.push("app", "1.0", anIndex([amd64, arm64]));
  registry.store.repositories.get("app")?.manifests.delete(arm64.digest);
  const { items } = await list();
  expect(items[0]).toMatchObject({ platforms: ["linux/amd64"], missingPlatforms: ["linux/arm64"] });
  expect(items[0]?.problem?.type).toBe("/problems/manifest-not-found");
});

test("shows a tag that can't be read as that, among those that can", async () => {
  const registry = await open();
  registry.push("app", "1.0", anImage());
  registry.push("app", "2.0", anImage());
  registry.options.intercept = (request) =>
    request.path.endsWith("/manifests/2.0") ? { status: 500, body: "no" } : undefined;
  const { items, freshness } = await list();
  expect(items.map((item) => [item.tag, item.problem?.type ?? null])).toEqual([
    ["2.0", "/problems/registry-failed"],
    ["1.0", null],
  ]);
  expect(freshness).toMatchObject({ state: "partial", read: 1, expected: 2 });
});

test("answers with the names at once where it may not wait", async () => {
  const registry = await open();
  registry.push("app", "1.0", anImage());
  registry.options.intercept = (request) => (request.path.includes("/manifests/") ? { fault: "hang" } : undefined);
  const { items, freshness } = await list({ waitMs: 0 });
  expect(items).toMatchObject([{ tag: "1.0", digest: null, problem: null }]);
  expect(freshness).toMatchObject({ state: "partial", read: 0, expected: 1 });
});

test("keeps signatures out of the list and counts them at their image", async () => {
  const registry = await open();
  const image = anImage();
  registry.push("app", "1.0", image);
  registry.push("app", `${image.digest.replace(":", "-")}.sig`, anArtifact({}));
  const { items, total } = await list();
  expect([total, items.map((item) => [item.tag, item.referrerCount])]).toEqual([1, [["1.0", 1]]]);
});

test("a repository of signatures alone says what it holds, and lists them to whoever looks for them", async () => {
  const registry = await open();
  const names = [anImage(), anImage()].map(({ digest }) => digest.replace(":", "-"));
  const [one, two] = names;
  for (const tag of [`${one}.sig`, `${two}.sig`, `${one}.att`, `${one}.sbom`]) registry.push("app", tag, anArtifact());
  registry.push("app", two ?? "", anIndex([]));
  const { total, attached } = await list();
  expect([total, attached]).toEqual([0, { signatures: 2, attestations: 1, sboms: 1, lists: 1 }]);
  expect((await list({ query: "sha256-" })).total).toBe(5);
  expect(await findMatchingTags("local", "app", { query: "sha256-" })).toHaveLength(5);
});

test("a fallback tag that names the image itself is no referrer of it", async () => {
  const registry = await open();
  const index = anIndex([anImage(), anImage()]);
  registry.push("app", "1.0", index);
  registry.push("app", index.digest.replace(":", "-"), index);
  const { items, attached } = await list();
  expect(items.map(({ tag, referrerCount }) => [tag, referrerCount])).toEqual([["1.0", 0]]);
  expect(attached?.lists).toBe(0);
});

test("shows dates of reproducible builds as not recorded", async () => {
  const registry = await open();
  registry.push("app", "1.0", anImage({ created: "0001-01-01T00:00:00Z" }));
  expect((await list()).items[0]?.createdAt).toBeNull();
});

test("pages over all tags in one order, each tag once", async () => {
  const registry = await open();
  const image = anImage();
  const tags = Array.from({ length: 1_205 }, (_, at) => `1.${at}.0`);
  for (const tag of tags) registry.push("app", tag, image);
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = await list({ limit: 500, waitMs: 0, order: "asc", ...(cursor && { cursor }) });
    seen.push(...page.items.map((item) => item.tag));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(tags);
});

test("a failing registry is an error, never an empty list", async () => {
  const registry = await open();
  registry.push("app", "1.0", anImage());
  registry.options.intercept = () => ({ status: 200, body: "<html>sign in</html>" });
  const code = await list().catch((error) => isAppError(error) && error.code);
  expect(code).toBe("registry-bad-response");
});

test("an unknown repository is not found, an emptied one is empty", async () => {
  const registry = await open();
  registry.push("app", "1.0", anImage());
  registry.store.repositories.get("app")?.tags.clear();
  expect((await list()).items).toEqual([]);
  const code = await listTags(admin, "local", "none", tagQuerySchema.parse({})).catch((error) => error.code);
  expect(code).toBe("repository-not-found");
});

test("asks once for each tag, and for one that is known only whether it has moved", async () => {
  const registry = await open();
  const image = anImage();
  for (const tag of ["1.0", "latest"]) registry.push("app", tag, image);
  await list();
  await list();
  const gets = registry.requests.filter(({ method, path }) => method === "GET" && path.includes("/manifests/"));
  expect(gets.map(({ path }) => path).sort()).toEqual(["/v2/app/manifests/1.0", "/v2/app/manifests/latest"]);
});
