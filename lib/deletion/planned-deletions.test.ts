import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { planDeletionSchema } from "@/lib/contract/deletions";
import {
  closeDeletingConsole,
  codeOf,
  hasManifest,
  manifestsOf,
  openDeletingConsole,
  tagsOf,
} from "@/lib/testing/deleting-console";
import { anArtifact, anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import {
  asPlanned,
  carryOutPlanned,
  deletePlanned,
  planToDelete,
  restorePlanned,
} from "@/lib/testing/planned-deletion";
import { admin, viewer } from "@/lib/testing/test-console";
import { getDeletion, listDeletionItems } from "./list-deletions";
import { planDeletion } from "./plan-deletion";
import { startDeletion } from "./start-deletion";

afterEach(closeDeletingConsole);

const items = async (id: string) =>
  (await listDeletionItems(admin, id, { limit: 500 })).items.map(({ tag, digest, state }) => [tag ?? digest, state]);

const signatureTag = ({ digest }: FakeManifest) => `${digest.replace(":", "-")}.sig`;

describe.each(["distribution-2.8", "distribution-3.0", "distribution-3.1", "zot", "harbor", "quay"] as const)(
  "on %s",
  (family) => {
    test("deletes what was chosen, with the manifests that nothing uses any more, and nothing else", async () => {
      const registry = await openDeletingConsole({ family });
      const [shared, own, other] = [anImage(), anImage(), anImage()];
      for (const tag of ["1.0", "1.1", "latest"]) registry.push("app", tag, shared);
      for (const tag of ["2.0", "2.1"]) registry.push("app", tag, own);
      registry.push("app", "3.0", other);
      const { id, counts } = await deletePlanned({ tags: ["1.0", "1.1", "2.0", "2.1"] });
      expect(tagsOf(registry)).toEqual(["3.0", "latest"]);
      expect([hasManifest(registry, shared), hasManifest(registry, own)]).toEqual([true, false]);
      expect(manifestsOf(registry)).toHaveLength(2);
      expect([counts.all, (await getDeletion(admin, id)).counts.done]).toEqual([5, 5]);
    });

    test("deletes many, the tags first, and then what nothing uses any more", async () => {
      const registry = await openDeletingConsole({ family });
      const images = Array.from({ length: 40 }, () => anImage());
      for (const [at, image] of images.entries()) registry.push("app", `pr-${at}`, image);
      const stays = anImage();
      registry.push("app", "main", stays);
      const { id } = await deletePlanned({ tags: images.map((_, at) => `pr-${at}`) });
      expect((await getDeletion(admin, id)).counts).toMatchObject({ all: 80, done: 80, failed: 0, skipped: 0 });
      expect([tagsOf(registry), manifestsOf(registry)]).toEqual([["main"], [stays.digest]]);
    });
  },
);

describe("of a plan", () => {
  let registry: FakeRegistry;
  beforeEach(async () => {
    registry = await openDeletingConsole({ family: "distribution-3.1" });
  });

  test("signatures go with their image by choice, and stay with it otherwise", async () => {
    const [image, signature] = [anImage(), anArtifact({})];
    registry.push("app", "1.0", image);
    registry.push("app", signatureTag(image), signature);
    const without = await planToDelete({ tags: ["1.0"] });
    expect([without.tags, without.attachedTags, without.manifests, without.referrers]).toEqual([1, 0, 0, 1]);
    const plan = await planToDelete({ tags: ["1.0"], withReferrers: true });
    expect([plan.tags, plan.attachedTags, plan.manifests]).toEqual([1, 1, 2]);
    await carryOutPlanned(plan);
    expect([tagsOf(registry), manifestsOf(registry)]).toEqual([[], []]);
  });

  test("a signature stays whose image something else keeps", async () => {
    const [image, signature] = [anImage(), anArtifact({})];
    for (const tag of ["1.0", "latest"]) registry.push("app", tag, image);
    registry.push("app", signatureTag(image), signature);
    await deletePlanned({ tags: ["1.0"], withReferrers: true });
    expect(tagsOf(registry)).toEqual(["latest", signatureTag(image)].sort());
    expect(hasManifest(registry, signature)).toBe(true);
  });

  test("says of a tag what keeps its manifest", async () => {
    const child = anImage();
    registry.push("app", "multi", anIndex([child]));
    for (const tag of ["amd64", "same"]) registry.push("app", tag, child);
    const { id, tagsOnKeptManifests } = await planToDelete({ tags: ["amd64"] });
    const [item] = (await listDeletionItems(admin, id, { limit: 10 })).items;
    expect([tagsOnKeptManifests, item?.keptFor]).toEqual([1, { tags: ["same"], indexes: ["multi"], referrers: [] }]);
  });

  test("a repository goes with everything in it", async () => {
    const attached = anImage();
    registry.push("app", "1.0", anIndex([anImage(), anImage()]));
    registry.push("app", "2.0", attached);
    registry.push("app", signatureTag(attached), anArtifact({}));
    await deletePlanned({ wholeRepository: true });
    expect([tagsOf(registry), manifestsOf(registry)]).toEqual([[], []]);
  });

  test("only what was planned is started, once, and soon", async () => {
    registry.push("app", "1.0", anImage());
    const plan = await planToDelete({ tags: ["1.0"] });
    const { hash, tags } = asPlanned(plan);
    expect(await codeOf(startDeletion(admin, plan.id, { hash: hash.replace(/^./, "x"), tags }))).toBe("conflict");
    expect(await codeOf(startDeletion(admin, plan.id, { hash, tags: tags + 1 }))).toBe("conflict");
    expect(await codeOf(startDeletion(viewer, plan.id, { hash, tags }))).toBe("forbidden");
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 16 * 60_000);
    expect(await codeOf(startDeletion(admin, plan.id, { hash, tags }))).toBe("plan-expired");
    vi.restoreAllMocks();
    expect(tagsOf(registry)).toEqual(["1.0"]);
    await startDeletion(admin, plan.id, { hash, tags });
    expect(await codeOf(startDeletion(admin, plan.id, { hash, tags }))).toBe("conflict");
  });

  test("the same plan has the same hash, and another one another", async () => {
    for (const tag of ["1.0", "2.0"]) registry.push("app", tag, anImage());
    const [first, same, other] = [
      await planToDelete({ tags: ["1.0"] }),
      await planToDelete({ tags: ["1.0"] }),
      await planToDelete({ tags: ["2.0"] }),
    ];
    expect([same.hash === first.hash, other.hash === first.hash]).toEqual([true, false]);
  });

  test("what moved or vanished since is left as it is, and said", async () => {
    const fresh = anImage();
    for (const tag of ["1.0", "2.0", "3.0"]) registry.push("app", tag, anImage());
    const plan = await planToDelete({ tags: ["1.0", "2.0", "3.0"] });
    registry.push("app", "1.0", fresh);
    registry.store.repository("app").tags.delete("2.0");
    await carryOutPlanned(plan);
    expect([tagsOf(registry), hasManifest(registry, fresh)]).toEqual([["1.0"], true]);
    const { counts } = await getDeletion(admin, plan.id);
    expect((await items(plan.id)).slice(0, 3)).toEqual([
      ["1.0", "skipped"],
      ["2.0", "skipped"],
      ["3.0", "done"],
    ]);
    expect(counts.failed).toBe(0);
  });

  test("a manifest stays that came into use since", async () => {
    const image = anImage();
    registry.push("app", "1.0", image);
    const plan = await planToDelete({ tags: ["1.0"] });
    registry.push("app", "new", anIndex([image]));
    await carryOutPlanned(plan);
    expect([tagsOf(registry), hasManifest(registry, image)]).toEqual([["new"], true]);
    expect(await items(plan.id)).toEqual([
      ["1.0", "done"],
      [image.digest, "skipped"],
    ]);
  });

  test("a tag that names nothing can be deleted, and it is said that there is nothing to put back", async () => {
    registry.store.repository("app").tags.set("dangling", anImage().digest);
    registry.push("app", "1.0", anImage());
    const { id, danglingTags, counts } = await deletePlanned({ tags: ["dangling"] });
    expect(tagsOf(registry)).toEqual(["1.0"]);
    expect([danglingTags, counts]).toMatchObject([1, { done: 1, dangling: 1 }]);
    await expect(restorePlanned(id)).rejects.toMatchObject({ code: "conflict" });
  });

  test("of tags that are to go only if they name nothing, those stay that were pushed again meanwhile", async () => {
    for (const tag of ["1.0", "1.1"]) registry.store.repository("app").tags.set(tag, anImage().digest);
    const choice = { tags: ["1.0", "1.1"], onlyDangling: true };
    expect(await planToDelete(choice)).toMatchObject({ tags: 2, danglingTags: 2, namedAgainTags: [] });
    registry.push("app", "1.1", anImage());
    const plan = await planToDelete(choice);
    expect(plan).toMatchObject({ tags: 1, danglingTags: 1, manifests: 0, namedAgainTags: ["1.1"], blockedBy: null });
    await carryOutPlanned(plan);
    expect(tagsOf(registry)).toEqual(["1.1"]);
    registry.push("app", "1.0", anImage());
    expect((await planToDelete(choice)).blockedBy?.detail).toContain("point to an image again");
  });

  test("of a deletion that took tags that name nothing the others come back", async () => {
    registry.store.repository("app").tags.set("dangling", anImage().digest);
    for (const tag of ["1.0", "stays"]) registry.push("app", tag, anImage());
    const { id } = await deletePlanned({ tags: ["1.0", "dangling"] });
    expect(tagsOf(registry)).toEqual(["stays"]);
    expect((await restorePlanned(id)).counts).toMatchObject({ done: 3, restored: 2, dangling: 1, restoring: 0 });
    expect(tagsOf(registry)).toEqual(["1.0", "stays"]);
  });

  test("a tag that can't be read stays, and is named", async () => {
    for (const tag of ["1.0", "broken"]) registry.push("app", tag, anImage());
    registry.options.intercept = ({ path }) => (path.endsWith("/broken") ? { status: 500, body: "no" } : undefined);
    const plan = await planToDelete({ tags: ["1.0", "broken"] });
    expect([plan.unreadableTags, plan.tags, plan.manifests]).toEqual([["broken"], 1, 0]);
  });

  test("a viewer plans nothing", async () => {
    const body = planDeletionSchema.parse({ registry: "local", repository: "app", tags: ["1.0"] });
    expect(await codeOf(planDeletion(viewer, body))).toBe("forbidden");
    expect(await codeOf(planToDelete({}))).toBe("invalid-request");
  });
});
