import { afterEach, describe, expect, test, vi } from "vitest";
import { closeDeletingConsole, codeOf, manifestsOf, openDeletingConsole, tagsOf } from "@/lib/testing/deleting-console";
import { anArtifact, anImage, anIndex } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { deletePlanned, restorePlanned } from "@/lib/testing/planned-deletion";
import { admin, viewer } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { deleteTag } from "./delete-tag";
import { getDeletion, listDeletionItems } from "./list-deletions";
import { listTrash } from "./list-trash";
import { restoreDeletion } from "./restore-deletion";

afterEach(async () => {
  vi.useRealTimers();
  await closeDeletingConsole();
});

/** Everything in the repository, byte for byte. */
const contentOf = (registry: FakeRegistry) => {
  const { tags, manifests } = registry.store.repository("app");
  return {
    tags: Object.fromEntries([...tags].sort()),
    manifests: [...manifests]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([digest, { bytes }]) => [digest, String(bytes)]),
  };
};

const inTrash = async () => (await listTrash(admin, { limit: 50 })).items.map(({ tag }) => tag).sort();

describe.each(["distribution-2.8", "distribution-3.1", "zot"] as const)("on %s", (family) => {
  test("what was deleted is put back byte for byte, with its children and signatures", async () => {
    const registry = await openDeletingConsole({ family });
    const [child, shared] = [anImage(), anImage()];
    registry.push("app", "multi", anIndex([child, anImage()]));
    for (const tag of ["1.0", "latest"]) registry.push("app", tag, shared);
    registry.push("app", `${child.digest.replace(":", "-")}.sig`, anArtifact({}));
    registry.push("app", "stays", anImage());
    const before = contentOf(registry);
    const { id, counts } = await deletePlanned({ tags: ["multi", "1.0", "latest"], withReferrers: true });
    expect([tagsOf(registry), manifestsOf(registry).length]).toEqual([["stays"], 1]);
    const restored = await restorePlanned(id);
    expect([restored.counts.restored, restored.counts.restoring]).toEqual([counts.done, 0]);
    expect(contentOf(registry)).toEqual(before);
    expect(await inTrash()).toEqual([]);
  });
});

test("one tag of many is put back, with the manifests that it needs and nothing else", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const index = anIndex([anImage(), anImage()]);
  registry.push("app", "multi", index);
  for (const tag of ["a", "b", "stays"]) registry.push("app", tag, anImage());
  const { id } = await deletePlanned({ tags: ["multi", "a", "b"] });
  expect(await inTrash()).toEqual(["a", "b", "multi"]);
  const { items } = await listDeletionItems(admin, id, { limit: 50 });
  const at = items.find((item) => item.tag === "multi")?.at as number;
  await restorePlanned(id, { items: [at] });
  expect([tagsOf(registry), manifestsOf(registry).length]).toEqual([["multi", "stays"], 4]);
  expect(await inTrash()).toEqual(["a", "b"]);
});

test("a tag that names something else by now is left, and said", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const fresh = anImage();
  for (const tag of ["a", "b"]) registry.push("app", tag, anImage());
  const { id } = await deletePlanned({ tags: ["a", "b"] });
  registry.push("app", "a", fresh);
  await restorePlanned(id);
  expect(registry.store.find("app", "a")?.digest).toBe(fresh.digest);
  const { items } = await listDeletionItems(admin, id, { limit: 50, kind: "tag" });
  expect(items.map(({ tag, restoreProblem }) => [tag, restoreProblem?.type ?? "back"])).toEqual([
    ["a", "/problems/tag-taken"],
    ["b", "back"],
  ]);
});

test("what a collection has taken can't be put back: no tag is made that nobody can pull", async () => {
  const registry = await openDeletingConsole({ family: "distribution-2.8" });
  const image = anImage({ layers: 2 });
  registry.push("app", "a", image);
  const { id } = await deletePlanned({ tags: ["a"] });
  const [lost] = image.blobs.slice(-1);
  registry.store.repository("app").blobs.delete(lost?.digest ?? "");
  const { counts } = await restorePlanned(id);
  expect([counts.restored, tagsOf(registry), manifestsOf(registry)]).toEqual([0, [], []]);
  const [item] = (await listDeletionItems(admin, id, { limit: 1 })).items;
  expect(item?.restoreProblem).toMatchObject({
    type: "/problems/blobs-missing",
    detail: expect.stringContaining(lost?.digest ?? "none"),
  });
});

test("a single delete can be undone too, once, and not by everybody", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const image = anImage();
  registry.push("app", "1.0", image);
  const id = await deleteTag(admin, "local", "app", "1.0", image.digest);
  expect(await codeOf(restoreDeletion(viewer, id, {}))).toBe("forbidden");
  expect((await restorePlanned(id)).counts.restored).toBe(2);
  expect(registry.store.find("app", "1.0")?.digest).toBe(image.digest);
  expect(await codeOf(restoreDeletion(admin, id, {}))).toBe("conflict");
});

test("five hundred tags come back, beside those that were put back before", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const tags = Array.from({ length: 500 }, (_, at) => `pr-${at}`);
  const [image, other] = [anImage(), anImage()];
  for (const [at, tag] of tags.entries()) registry.push("app", tag, at % 2 ? image : other);
  const { id } = await deletePlanned({ matching: {}, tags });
  expect(tagsOf(registry)).toEqual([]);
  await restorePlanned(id, { items: [3] });
  await restorePlanned(id);
  await until(async () => expect((await getDeletion(admin, id)).counts.restored).toBe(502));
  expect(tagsOf(registry)).toEqual([...tags].sort());
});

test("what a slow moment kept from coming back is tried again", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  registry.push("app", "latest", anImage());
  const { id } = await deletePlanned({ tags: ["latest"] });
  let looks = 0;
  // Each look at the tag takes too long, for more looks than one attempt makes.
  registry.options.intercept = async ({ method, path }) => {
    if (method === "GET" && path.endsWith("/manifests/latest") && ++looks <= 6) vi.setSystemTime(Date.now() + 3_000);
    return undefined;
  };
  vi.useFakeTimers({ toFake: ["Date"] });
  expect((await restorePlanned(id)).counts).toMatchObject({ restored: 2, restoring: 0 });
  expect(tagsOf(registry)).toEqual(["latest"]);
});
