import { afterEach, expect, test } from "vitest";
import { listRegistries } from "@/lib/catalog/list-registries";
import { deleteTag } from "@/lib/deletion/delete-tag";
import { planTagDeletion } from "@/lib/deletion/plan-tag-deletion";
import { closeDeletingConsole, codeOf, hasManifest, openDeletingConsole, tagsOf } from "@/lib/testing/deleting-console";
import { anImage, type FakeManifest } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { lies, tellLies } from "@/lib/testing/fake-registry/lies";
import { deletePlanned } from "@/lib/testing/planned-deletion";
import { admin } from "@/lib/testing/test-console";

afterEach(closeDeletingConsole);

const families = ["distribution-2.8", "distribution-3.1"] as const;

const capabilitiesNow = async () => (await listRegistries(admin))[0]?.capabilities;

const confirms = (name: string) => lies.find((lie) => lie.method === "DELETE" && lie.name === name);

test.each(["confirmed, not done", "confirmed, the tags stay"])(
  "a registry whose delete is %s is told apart, left whole, and remembered",
  async (name) => {
    const registry = await openDeletingConsole({ family: "distribution-2.8" });
    const image = anImage();
    for (const tag of ["1.0", "latest"]) registry.push("app", tag, image);
    const before = tagsOf(registry);
    tellLies(registry, () => confirms(name));
    expect(await codeOf(deleteTag(admin, "local", "app", "latest", image.digest))).toBe("delete-ignored");
    expect([tagsOf(registry), hasManifest(registry, image)]).toEqual([before, true]);
    expect(await capabilitiesNow()).toMatchObject({ deleteManifest: false, deleteTag: false });
    const plan = await planTagDeletion(admin, "local", "app", "1.0");
    expect(plan.blockedBy?.type).toBe("/problems/delete-ignored");
  },
);

/** Pushes the same image again at the moment when it is deleted, for the first `times` deletes. */
function pushAgain(registry: FakeRegistry, pushed: Record<string, FakeManifest>, times: number): void {
  let left = times;
  registry.options.intercept = ({ method, path }) => {
    const [tag, image] = Object.entries(pushed).find(([, { digest }]) => path.endsWith(digest)) ?? [];
    if (method !== "DELETE" || !tag || !image || left-- <= 0) return undefined;
    registry.push("app", tag, image);
    return { status: 202 };
  };
}

async function openWithImages(family: (typeof families)[number]) {
  const registry = await openDeletingConsole({ family });
  const images = { a: anImage(), b: anImage(), c: anImage() };
  for (const [tag, image] of Object.entries(images)) registry.push("app", tag, image);
  return { registry, images };
}

test.each(families)("on %s what was pushed again at that very moment is decided anew", async (family) => {
  const { registry, images } = await openWithImages(family);
  pushAgain(registry, { b: images.b }, 2);
  const plan = await deletePlanned({ tags: ["a", "b", "c"] });
  expect([plan.state, plan.problem, plan.counts.failed, tagsOf(registry)]).toEqual(["done", null, 0, []]);
  expect(await capabilitiesNow()).toMatchObject({ deleteManifest: true });
});

test("a single delete is tried once more, and is done", async () => {
  const { registry, images } = await openWithImages("distribution-3.1");
  pushAgain(registry, images, 1);
  await deleteTag(admin, "local", "app", "b", images.b.digest);
  expect(tagsOf(registry)).toEqual(["a", "c"]);
});

test.each(families)("on %s a registry that keeps one thing after another is told so", async (family) => {
  const { registry, images } = await openWithImages(family);
  pushAgain(registry, images, Number.POSITIVE_INFINITY);
  const plan = await deletePlanned({ tags: ["a", "b", "c"] });
  expect([plan.state, plan.problem?.type]).toEqual(["paused", "/problems/delete-ignored"]);
  expect(tagsOf(registry)).toEqual(["a", "b", "c"]);
  expect(await capabilitiesNow()).toMatchObject({ deleteManifest: false });
});
