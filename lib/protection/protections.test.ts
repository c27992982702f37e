import { afterEach, beforeEach, expect, test } from "vitest";
import { deleteTag } from "@/lib/deletion/delete-tag";
import { planTagDeletion } from "@/lib/deletion/plan-tag-deletion";
import { closeDeletingConsole, codeOf, hasManifest, openDeletingConsole, tagsOf } from "@/lib/testing/deleting-console";
import { anArtifact, anImage } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { carryOutPlanned, deletePlanned, planToDelete } from "@/lib/testing/planned-deletion";
import { admin, viewer } from "@/lib/testing/test-console";
import { addProtection, liftProtection, listProtections } from "./protections";

let registry: FakeRegistry;
beforeEach(async () => {
  registry = await openDeletingConsole({ family: "distribution-3.1" });
});
afterEach(closeDeletingConsole);

const protect = (tags: string, repositories = "**") => addProtection(admin, { registry: "local", repositories, tags });

test("a protected tag is deleted by nobody, until the protection is lifted", async () => {
  const image = anImage();
  registry.push("app", "1.0", image);
  const { id } = await protect("1.*");
  expect((await planTagDeletion(admin, "local", "app", "1.0")).blockedBy?.type).toBe("/problems/tag-protected");
  expect(await codeOf(deleteTag(admin, "local", "app", "1.0", image.digest))).toBe("tag-protected");
  expect(tagsOf(registry)).toEqual(["1.0"]);
  await liftProtection(admin, id);
  await deleteTag(admin, "local", "app", "1.0", image.digest);
  expect(tagsOf(registry)).toEqual([]);
});

test("of many and of a whole repository the protected ones stay, with what they need, and are named", async () => {
  const image = anImage();
  for (const tag of ["release-1", "pr-1"]) registry.push("app", tag, image);
  registry.push("app", "pr-2", anImage());
  await protect("release-*", "app");
  const plan = await planToDelete({ wholeRepository: true });
  expect([plan.tags, plan.protectedTags]).toEqual([2, ["release-1"]]);
  await carryOutPlanned(plan);
  expect([tagsOf(registry), hasManifest(registry, image)]).toEqual([["release-1"], true]);
});

test("a protected signature stays, and holds its image", async () => {
  const [image, signature] = [anImage(), anArtifact({})];
  registry.push("app", "1.0", image);
  registry.push("app", `${image.digest.replace(":", "-")}.sig`, signature);
  await protect("*.sig");
  await deletePlanned({ tags: ["1.0"], withReferrers: true });
  expect([tagsOf(registry).length, hasManifest(registry, image), hasManifest(registry, signature)]).toEqual([
    1,
    true,
    true,
  ]);
});

test("what is protected after a plan was made is left by it", async () => {
  for (const tag of ["1.0", "2.0"]) registry.push("app", tag, anImage());
  const plan = await planToDelete({ tags: ["1.0", "2.0"] });
  await protect("1.0");
  const { counts } = await carryOutPlanned(plan);
  expect(tagsOf(registry)).toEqual(["1.0"]);
  expect(counts.failed).toBe(0);
});

test("many that are protected after a plan was made don't keep the others", async () => {
  const image = anImage();
  const kept = Array.from({ length: 8 }, (_, at) => `a-${at}`);
  for (const tag of [...kept, "z"]) registry.push("app", tag, image);
  registry.push("app", "other", image);
  const plan = await planToDelete({ tags: [...kept, "z"] });
  await protect("a-*", "app");
  expect(await carryOutPlanned(plan)).toMatchObject({ state: "done", counts: { done: 1, skipped: 8 } });
  expect(tagsOf(registry)).toEqual([...kept, "other"]);
});

test("a protection is of its registry and repositories only, and not everybody's to change", async () => {
  registry.push("app", "1.0", anImage());
  await protect("*", "team/*");
  await deletePlanned({ tags: ["1.0"] });
  expect(tagsOf(registry)).toEqual([]);
  expect((await listProtections(viewer, "local")).map(({ repositories }) => repositories)).toEqual(["team/*"]);
  expect(await codeOf(addProtection(viewer, { registry: "local", repositories: "**", tags: "*" }))).toBe("forbidden");
  expect(await codeOf(protect("{a"))).toBe("invalid-request");
});
