import { afterEach, expect, test } from "vitest";
import { getConnection } from "@/lib/registry/connection";
import { closeDeletingConsole, openDeletingConsole } from "@/lib/testing/deleting-console";
import { aBlob, aManifest, anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import { aBuildCache, anOddImage } from "@/lib/testing/odd-images";
import { findBroken } from "./find-broken";

afterEach(closeDeletingConsole);

const signal = new AbortController().signal;

async function find(tags: Record<string, FakeManifest>, lost: string[] = []) {
  const registry = await openDeletingConsole();
  for (const [tag, manifest] of Object.entries(tags)) registry.push("app", tag, manifest);
  for (const digest of lost) registry.store.repositories.get("app")?.blobs.delete(digest);
  const tagged = Object.entries(tags).map(([tag, { digest }]) => ({ repository: "app", tag, digest, isIndex: false }));
  const { images, caches } = await findBroken(getConnection("local"), tagged, { signal });
  return { images: images.map(({ tag }) => tag), caches: caches.map(({ tag }) => tag) };
}

const image = () =>
  anOddImage([
    ["layer one", {}],
    ["layer two", {}],
  ]);
const cache = () => aBuildCache(["layer one", "layer two"]);

test.each([
  ["before", { cache: cache(), latest: image() }],
  ["after", { latest: image(), cache: cache() }],
])("an image is whole with a build cache of the same layers in its repository, looked at %s it", async (_, tags) => {
  expect(await find(tags)).toEqual({ images: [], caches: [] });
});

test("a build cache that lacks a layer is no broken image, and the image that lacks it is", async () => {
  const lost = [aBlob("layer two").digest];
  expect(await find({ latest: image(), cache: cache(), other: anImage() }, lost)).toEqual({
    images: ["latest"],
    caches: ["cache"],
  });
});

test("a child of a type that nobody knows is not missing, and a missing manifest is", async () => {
  const child = anImage();
  const index = anIndex([child]);
  const unknown = { mediaType: "application/vnd.example", digest: aBlob("what").digest, size: 4 };
  const manifests = [...(index.json.manifests as object[]), unknown];
  const tags = { odd: aManifest({ ...index.json, manifests }, index.mediaType, { children: [child] }) };
  expect((await find(tags)).images).toEqual([]);
  const gone = anImage();
  const broken = aManifest({ ...anIndex([gone]).json }, index.mediaType);
  expect((await find({ broken })).images).toEqual(["broken"]);
});
