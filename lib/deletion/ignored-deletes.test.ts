import { afterEach, expect, test } from "vitest";
import { listRegistries } from "@/lib/catalog/list-registries";
import { closeDeletingConsole, codeOf, hasManifest, openDeletingConsole, tagsOf } from "@/lib/testing/deleting-console";
import { anImage, type FakeManifest } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { lies, tellLies } from "@/lib/testing/fake-registry/lies";
import { deletePlanned } from "@/lib/testing/planned-deletion";
import { admin } from "@/lib/testing/test-console";
import { deleteTag } from "./delete-tag";
import { planTagDeletion } from "./plan-tag-deletion";

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

/** Has somebody push the same again at the moment when it is deleted. */
function pushAgain(registry: FakeRegistry, pushed: Record<string, FakeManifest>): void {
  registry.options.intercept = ({ method, path }) => {
    const [tag, image] = Object.entries(pushed).find(([, { digest }]) => path.endsWith(digest)) ?? [];
    if (method !== "DELETE" || !tag || !image) return undefined;
    registry.push("app", tag, image);
    return { status: 202 };
  };
}

test.each(families)("on %s what is pushed again at that very moment fails alone, and nothing more", async (family) => {
  const registry = await openDeletingConsole({ family });
  const images = { a: anImage(), b: anImage(), c: anImage(), first: anImage() };
  for (const [tag, image] of Object.entries(images)) registry.push("app", tag, image);
  await deletePlanned({ tags: ["first"] });
  pushAgain(registry, { b: images.b });
  const plan = await deletePlanned({ tags: ["a", "b", "c"] });
  expect([plan.state, plan.problem, tagsOf(registry)]).toEqual(["done", null, ["b"]]);
  expect(await capabilitiesNow()).toMatchObject({ deleteManifest: true });
});

test.each(families)(
  "on %s a registry that deleted before, and keeps one thing after another, is told so",
  async (family) => {
    const registry = await openDeletingConsole({ family });
    const images = Object.fromEntries(["a", "b", "c", "d", "e"].map((tag) => [tag, anImage()]));
    for (const [tag, image] of Object.entries({ ...images, first: anImage() })) registry.push("app", tag, image);
    await deletePlanned({ tags: ["first"] });
    pushAgain(registry, images);
    const plan = await deletePlanned({ tags: Object.keys(images) });
    expect([plan.state, plan.problem?.type]).toEqual(["paused", "/problems/delete-ignored"]);
    expect(tagsOf(registry)).toEqual(Object.keys(images));
    expect(await capabilitiesNow()).toMatchObject({ deleteManifest: false });
  },
);
