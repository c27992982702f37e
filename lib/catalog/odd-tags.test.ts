import { afterEach, expect, test } from "vitest";
import { buildCacheConfig } from "@/lib/oci/media-type";
import { getConnection } from "@/lib/registry/connection";
import { findBlobSizes } from "@/lib/registry-index/contents/blob-store";
import { listPartDigests } from "@/lib/registry-index/contents/blob-uses";
import { flushWrites } from "@/lib/registry-index/writing/write-behind";
import { closeDeletingConsole, openDeletingConsole } from "@/lib/testing/deleting-console";
import { aBlob, aManifest, anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import { aBuildCache, anOddImage } from "@/lib/testing/odd-images";
import { readManifest } from "./reading/read-manifest";
import { readTagDetails } from "./reading/read-tag-details";

afterEach(closeDeletingConsole);

async function detailsOf(manifest: FakeManifest, lost: string[] = []) {
  const registry = await openDeletingConsole();
  registry.push("app", "1.0", manifest);
  for (const digest of lost) registry.store.repositories.get("app")?.blobs.delete(digest);
  return readTagDetails(getConnection("local"), "app", manifest.digest);
}

test("a build cache lacks no platform and has no problem; its blobs are its size", async () => {
  const cache = aBuildCache(["layer one", "layer two"]);
  const { problem, missingPlatforms, children, sizeBytes, artifactType } = await detailsOf(cache);
  expect([problem, missingPlatforms, children, artifactType]).toEqual([null, [], [], buildCacheConfig]);
  expect(sizeBytes).toBe(cache.blobs.reduce((sum, { bytes }) => sum + bytes.length, 0));
});

test("an index with a child of an unknown type has no problem", async () => {
  const image = anImage();
  const unknown = { mediaType: "application/vnd.example", digest: aBlob("what").digest, size: 4 };
  const json = anIndex([image]).json;
  const index = { ...json, manifests: [unknown, ...(json.manifests as object[])] };
  const details = await detailsOf(aManifest(index, String(json.mediaType), { children: [image] }));
  expect([details.problem, details.childrenKnown, details.platforms]).toEqual([null, false, ["linux/amd64"]]);
});

test("a platform stands once, however often the index lists it", async () => {
  const platform = { os: "windows", architecture: "amd64" };
  const details = await detailsOf(
    anIndex([anImage(), anImage(), anImage()].map((manifest) => ({ manifest, platform }))),
  );
  expect(details.platforms).toEqual(["windows/amd64"]);
});

test.each([-1, 0, "12"])("a layer whose size is %j makes the size unknown, and nothing else", async (size) => {
  const { sizeBytes, problem, platforms } = await detailsOf(anOddImage([["a layer", { size }]]));
  expect([sizeBytes, problem, platforms]).toEqual([null, null, ["linux/amd64"]]);
});

test("one odd value in the config leaves platform, date and labels to be read", async () => {
  const created = "2026-03-01T10:00:00.000Z";
  const config = { created, config: { User: 1000, Labels: { a: 1 } }, history: [null] };
  const { problem, platforms, createdAt, labels } = await detailsOf(anOddImage([["a layer", {}]], config));
  expect([problem, platforms, createdAt, labels]).toEqual([
    null,
    ["linux/amd64"],
    created,
    [{ name: "a", value: "1" }],
  ]);
});

test("a layer with urls that the registry holds counts and is kept as a part, and one that is elsewhere is not", async () => {
  const urls = ["https://example.com/x"];
  const image = anOddImage([
    ["stored", { urls }],
    ["not here", { urls }],
  ]);
  const { sizeBytes, problem } = await detailsOf(image, [aBlob("not here").digest]);
  const config = image.blobs[0];
  expect([sizeBytes, problem]).toEqual([(config?.bytes.length ?? 0) + "stored".length, null]);
  await flushWrites();
  const parts = (await listPartDigests([image.digest])).get(image.digest);
  expect(parts?.sort()).toEqual([config?.digest, aBlob("stored").digest].sort());
});

test("what is found out later about a manifest that was kept before is kept too", async () => {
  const registry = await openDeletingConsole();
  const image = anOddImage([["stored", { urls: ["https://example.com/x"] }]]);
  registry.push("app", "1.0", image);
  const kept = await readManifest(getConnection("local"), "app", image.digest);
  await flushWrites();
  await readTagDetails(getConnection("local"), "app", kept);
  await flushWrites();
  expect((await listPartDigests([image.digest])).get(image.digest)).toContain(aBlob("stored").digest);
});

test("a size that one manifest doesn't tell is known once another one does", async () => {
  const registry = await openDeletingConsole();
  const { digest } = aBlob("a layer");
  for (const [tag, size] of [
    ["odd", -1],
    ["right", 7],
  ] as const) {
    const image = anOddImage([["a layer", { size }]], { tag });
    registry.push("app", tag, image);
    await readTagDetails(getConnection("local"), "app", image.digest);
    expect((await findBlobSizes([digest])).get(digest)).toBe(size === 7 ? 7 : 0);
  }
});
