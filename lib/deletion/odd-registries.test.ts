import { afterEach, expect, test } from "vitest";
import { ociIndex, ociManifest } from "@/lib/oci/media-type";
import { getConnection } from "@/lib/registry/connection";
import { listOpenItems } from "@/lib/testing/cut-off-deletion";
import { closeDeletingConsole, codeOf, hasManifest, openDeletingConsole, tagsOf } from "@/lib/testing/deleting-console";
import { aBlob, aManifest, anArtifact, anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { registryError } from "@/lib/testing/fake-registry/exchange";
import { deletePlanned, planToDelete, restorePlanned } from "@/lib/testing/planned-deletion";
import { admin } from "@/lib/testing/test-console";
import { isBlobMissing, lookAt } from "./carrying-out/look";
import { deleteTag } from "./delete-tag";
import { listDeletionItems } from "./list-deletions";
import { planTagDeletion } from "./plan-tag-deletion";
import { restoreDeletion } from "./restore-deletion";

afterEach(closeDeletingConsole);

const families = ["distribution-2.8", "distribution-3.1"] as const;
const outlineOf = ({ store }: FakeRegistry) => {
  const { tags, manifests } = store.repository("app");
  return { tags: [...tags].sort(), manifests: [...manifests.keys()].sort() };
};

/** An image and an index at once, so that its type can't be determined. */
function aRiddle(mentioned: FakeManifest): FakeManifest {
  const { digest, mediaType, bytes } = mentioned;
  const json = { schemaVersion: 2, mediaType: ociManifest, layers: [], manifests: [], x: { mediaType, digest } };
  return aManifest({ ...json, size: bytes.length }, ociManifest, { children: [mentioned] });
}

test.each(families)("on %s a manifest that can't be read is deleted and put back byte for byte", async (family) => {
  const registry = await openDeletingConsole({ family });
  const riddle = aRiddle(anImage());
  for (const tag of ["riddle", "same"]) registry.push("app", tag, riddle);
  const before = outlineOf(registry);
  const { id, counts } = await deletePlanned({ tags: ["riddle"] });
  expect([counts.done, tagsOf(registry)]).toEqual([1, ["same"]]);
  expect((await restorePlanned(id)).counts.restored).toBe(1);
  expect(outlineOf(registry)).toEqual(before);
});

test("a manifest that can't be read keeps what it mentions, and nothing else", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const [mentioned, other] = [anImage(), anImage()];
  registry.push("app", "riddle", aRiddle(mentioned));
  registry.push("app", "mentioned", mentioned);
  registry.push("app", "other", other);
  await deletePlanned({ tags: ["mentioned", "other"] });
  expect(tagsOf(registry)).toEqual(["riddle"]);
  expect([hasManifest(registry, mentioned), hasManifest(registry, other)]).toEqual([true, false]);
});

test("a manifest that can't be read keeps what it mentions also after it was deleted and put back", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const mentioned = anImage();
  registry.push("app", "riddle", aRiddle(mentioned));
  registry.push("app", "mentioned", mentioned);
  await restorePlanned((await deletePlanned({ tags: ["riddle"] })).id);
  await deletePlanned({ tags: ["mentioned"] });
  expect([tagsOf(registry), hasManifest(registry, mentioned)]).toEqual([["riddle"], true]);
});

test("a manifest that can't be read keeps what it mentions though it is a referrer too", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const [image, mentioned] = [anImage(), anImage()];
  const riddle = aRiddle(mentioned);
  const { mediaType, digest, bytes } = image;
  const subject = { mediaType, digest, size: bytes.length };
  registry.push("app", "v1", image);
  registry.push("app", "riddle", aManifest({ ...riddle.json, subject }, ociManifest, { children: [mentioned] }));
  registry.push("app", "mentioned", mentioned);
  await deletePlanned({ tags: ["v1", "mentioned"] });
  expect([tagsOf(registry), hasManifest(registry, mentioned)]).toEqual([["riddle"], true]);
});

/** An index of more images than the first batch of one decision deletes. */
function aLargeIndex() {
  const children = Array.from({ length: 20 }, () => anImage());
  return { children, index: anIndex(children) };
}

test.each(families)("on %s an index whose delete fails keeps all that it lists, however much", async (family) => {
  const registry = await openDeletingConsole({ family });
  const { children, index } = aLargeIndex();
  registry.push("app", "multi", index);
  const before = outlineOf(registry);
  registry.options.intercept = ({ method, path }) =>
    method === "DELETE" && path.endsWith(index.digest) ? registryError(500, "UNKNOWN") : undefined;
  await deletePlanned({ tags: ["multi"] });
  expect(children.filter((child) => !hasManifest(registry, child))).toEqual([]);
  expect(outlineOf(registry)).toEqual(before);
});

test.each(families)("on %s an index whose tag moves at the last moment keeps all that it lists", async (family) => {
  const registry = await openDeletingConsole({ family });
  const { children, index } = aLargeIndex();
  const pushed = anIndex([...children, anImage()]);
  registry.push("app", "multi", index);
  let moved = false;
  registry.options.intercept = async () => {
    if (!moved && (await listOpenItems()).length > 0) {
      moved = true;
      registry.push("app", "multi", pushed);
    }
    return undefined;
  };
  await deletePlanned({ tags: ["multi"] });
  expect([registry.store.find("app", "multi")?.digest, moved]).toEqual([pushed.digest, true]);
  expect(children.filter((child) => !hasManifest(registry, child))).toEqual([]);
});

test("a digest that is forbidden is absent only where it could be read just before", async () => {
  const registry = await openDeletingConsole();
  registry.push("app", "v1", anImage());
  registry.options.intercept = ({ method, path }) =>
    method === "GET" && path.includes("/manifests/sha256:") ? registryError(403, "UNAUTHORIZED") : undefined;
  const [connection, { digest }] = [getConnection("local"), anImage()];
  expect(await codeOf(lookAt(connection, "app", digest))).toBe("registry-denied");
  expect(await lookAt(connection, "app", digest, { wasThere: true })).toBe(null);
});

test("a registry that is overloaded has lost nothing", async () => {
  const registry = await openDeletingConsole();
  registry.push("app", "v1", anImage());
  registry.options.intercept = ({ path }) => (path.includes("/blobs/") ? registryError(503, "UNAVAILABLE") : undefined);
  expect(await codeOf(isBlobMissing(getConnection("local"), "app", anImage().digest))).toBe("registry-failed");
});

test.each(families)("on %s a build cache goes and comes back, and keeps no manifest from going", async (family) => {
  const registry = await openDeletingConsole({ family });
  const [layer, config] = [aBlob("layer"), aBlob("{}")];
  const child = ({ digest, bytes }: typeof layer, mediaType: string) => ({ mediaType, digest, size: bytes.length });
  const manifests = [
    child(layer, "application/vnd.oci.image.layer.v1.tar+gzip"),
    child(config, "application/vnd.buildkit.cacheconfig.v0"),
  ];
  const cache = aManifest({ schemaVersion: 2, mediaType: ociIndex, manifests }, ociIndex, { blobs: [layer, config] });
  const image = anImage();
  registry.push("app", "cache", cache);
  registry.push("app", "v1", image);
  const { id } = await deletePlanned({ tags: ["v1", "cache"] });
  expect(outlineOf(registry)).toEqual({ tags: [], manifests: [] });
  expect((await restorePlanned(id)).counts).toMatchObject({ restored: 4 });
  expect(outlineOf(registry).manifests).toEqual([cache.digest, image.digest].sort());
});

test.each(["itself", "others"])("a fallback tag that names %s attaches nothing to a plan", async (what) => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const [a, b] = [anImage(), anImage()];
  const index = anIndex([a, b]);
  registry.push("app", "v1", index);
  registry.push("app", index.digest.replace(":", "-"), what === "itself" ? index : anIndex([a]));
  expect((await planTagDeletion(admin, "local", "app", "v1")).referrers).toEqual([]);
  expect(await planToDelete({ tags: ["v1"], withReferrers: true })).toMatchObject({ attachedTags: 0, referrers: 0 });
});

test("a fallback tag that lists what has that subject goes with it", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const image = anImage();
  registry.push("app", "v1", image);
  registry.push("app", image.digest.replace(":", "-"), anIndex([anArtifact({ subject: image })]));
  await deletePlanned({ tags: ["v1"], withReferrers: true });
  expect(outlineOf(registry)).toEqual({ tags: [], manifests: [] });
});

test.each(families)("on %s a registry that answers 403 for what is absent deletes and takes back", async (family) => {
  const registry = await openDeletingConsole({ family });
  const image = anImage();
  for (const tag of ["kept", "old"]) registry.push("app", tag, image);
  const alone = anImage();
  registry.push("app", "alone", alone);
  const before = outlineOf(registry);
  registry.options.intercept = ({ method, path }) => {
    const [, reference = ""] = /^\/v2\/app\/manifests\/(.+)$/.exec(path) ?? [];
    const absent = reference !== "" && registry.store.find("app", reference) === null;
    return absent && method === "GET" ? registryError(403, "UNAUTHORIZED") : undefined;
  };
  for (const [tag, { digest }] of [["old", image] as const, ["alone", alone] as const]) {
    const id = await deleteTag(admin, "local", "app", tag, digest);
    expect(tagsOf(registry)).not.toContain(tag);
    expect((await restorePlanned(id)).counts.restored).toBeGreaterThan(0);
  }
  expect(outlineOf(registry)).toEqual(before);
});

test("an image whose blobs lie where the console can't reach is put back, since the registry takes it", async () => {
  const registry = await openDeletingConsole({ redirectBlobs: () => "http://127.0.0.1:9/bucket" });
  const image = anImage();
  registry.push("app", "v1", image);
  const id = await deleteTag(admin, "local", "app", "v1", image.digest);
  expect((await restorePlanned(id)).counts).toMatchObject({ restored: 2 });
  expect(tagsOf(registry)).toEqual(["v1"]);
});

test("what the registry says is missing is named when it doesn't take it back", async () => {
  const registry = await openDeletingConsole({ redirectBlobs: () => "http://127.0.0.1:9/bucket" });
  const image = anImage();
  registry.push("app", "v1", image);
  const id = await deleteTag(admin, "local", "app", "v1", image.digest);
  registry.store.repository("app").blobs.clear();
  await restoreDeletion(admin, id, {});
  const { items } = await listDeletionItems(admin, id, { limit: 10 });
  expect(items.map(({ restoreProblem }) => restoreProblem?.type)).toContain("/problems/blobs-missing");
});

test("an index whose child is gone already is not promised to come back", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const [a, b] = [anImage(), anImage()];
  registry.push("app", "v1", anIndex([a, b]));
  registry.store.repository("app").manifests.delete(b.digest);
  expect((await planTagDeletion(admin, "local", "app", "v1")).restorable).toBe(false);
  registry.push("app", "v2", anImage());
  expect((await planToDelete({ tags: ["v1", "v2"] })).incompleteTags).toEqual(["v1"]);
});

test("an image whose layer is gone already is not promised to come back", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const image = anImage();
  registry.push("app", "v1", image);
  expect((await planTagDeletion(admin, "local", "app", "v1")).restorable).toBe(true);
  registry.store.repository("app").blobs.clear();
  expect((await planTagDeletion(admin, "local", "app", "v1")).restorable).toBe(false);
});
