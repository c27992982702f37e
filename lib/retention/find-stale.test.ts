import { afterEach, expect, test } from "vitest";
import { staleQuerySchema } from "@/lib/contract/stale";
import { deleteTag } from "@/lib/deletion/delete-tag";
import { addProtection } from "@/lib/protection/protections";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { anArtifact, anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { planToDelete } from "@/lib/testing/planned-deletion";
import { admin } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { untilSwept } from "@/lib/testing/until-swept";
import { findStale, listStaleNames } from "./find-stale";

afterEach(closeIndexingConsole);

const ask = (changes: object = {}) => findStale(admin, staleQuerySchema.parse({ registry: "local", ...changes }));

async function open() {
  const registry = await openIndexingConsole({ family: "distribution-3.1" });
  const old = () => anImage({ created: "2020-01-01T00:00:00Z" });
  for (const tag of ["1.0.0", "1.0.0-rc.1", "1.1.0", "pr-1"]) registry.push("app", tag, old());
  registry.push("other", "1.0.0", anImage({ created: new Date().toISOString() }));
  return registry;
}

test("what may go is found in all repositories, with the reason and the most that it frees", async () => {
  await open();
  await untilSwept();
  const { groups, items, pullsUnknown } = await ask({ keep: 1 });
  expect(groups.map(({ kind, count }) => [kind, count]).sort()).toEqual([
    ["branch", 1],
    ["old", 3],
    ["pre-release", 1],
  ]);
  const [first] = items;
  expect(first).toMatchObject({
    repository: "app",
    kind: "old",
    because: "older than 90 days, not the newest",
  });
  expect(first?.atMostBytes).toBeGreaterThan(0);
  expect(pullsUnknown).toContain("does not report pulls");
  expect((await ask({ keep: 1, kind: "branch" })).items).toHaveLength(1);
});

test("a row becomes a plan of exactly its tags; what is protected is in none", async () => {
  await open();
  await untilSwept();
  await addProtection(admin, { registry: "local", repositories: "**", tags: "1.0.0" });
  const names = await listStaleNames(admin, { registry: "local", repository: "app", kind: "old", days: 90, keep: 1 });
  expect(names.tags.sort()).toEqual(["1.0.0-rc.1", "pr-1"]);
  expect((await planToDelete(names)).tags).toBe(2);
});

test("manifests that lost their tags are found, and can be planned by their digests", async () => {
  const registry = await openIndexingConsole({ family: "distribution-3.1" });
  const child = anImage();
  registry.push("app", "amd64", child);
  registry.push("app", "multi", anIndex([child]));
  const lost = anImage();
  registry.push("app", "moving", lost);
  await untilSwept();
  await deleteTag(admin, "local", "app", "amd64", child.digest);
  registry.push("app", "moving", anImage());
  announceToIndex("moved", { registry: "local", repository: "app", tags: ["moving"] });
  await until(async () => {
    const choice = { registry: "local", repository: "app", kind: "untagged" as const, days: 90, keep: 5 };
    expect((await listStaleNames(admin, choice)).manifests).toContain(lost.digest);
  });
  const plan = await planToDelete({ manifests: [lost.digest, child.digest] });
  // The index still needs the other one.
  expect(plan.manifests).toBe(1);
});

test("signatures whose images are gone are found, protected ones left out, and planned by their tags", async () => {
  const registry = await openIndexingConsole({ family: "distribution-3.1" });
  const layer = { mediaType: "application/vnd.dev.cosign.simplesigning.v1+json", bytes: Buffer.from("signed") };
  const sign = (image: FakeManifest) => {
    const tag = `${image.digest.replace(":", "-")}.sig`;
    registry.push("app", tag, anArtifact({ layers: [layer], annotations: { of: image.digest } }));
    return tag;
  };
  const image = anImage();
  registry.push("app", "1.0", image);
  sign(image);
  const orphans = [sign(anImage()), sign(anImage())].sort();
  await untilSwept();
  const { groups, items } = await ask({ kind: "orphaned" });
  expect(groups.find(({ kind }) => kind === "orphaned")).toMatchObject({ count: 2, repositories: 1 });
  expect(items[0]?.names).toEqual(orphans);
  await addProtection(admin, { registry: "local", repositories: "**", tags: orphans[0] ?? "" });
  const choice = { registry: "local", repository: "app", kind: "orphaned" as const, days: 90, keep: 5 };
  const names = await listStaleNames(admin, choice);
  expect(names.tags).toEqual([orphans[1]]);
  expect((await planToDelete(names)).tags).toBe(1);
});

test("what lost its parts is broken; what could not be looked at is not called so", async () => {
  const registry = await openIndexingConsole({ family: "distribution-3.1" });
  const [whole, gone, unseen] = [anImage(), anImage(), anImage()];
  registry.push("app", "whole", whole);
  registry.push("app", "gone", gone);
  registry.push("app", "unseen", unseen);
  const config = (image: FakeManifest) => (image.json.config as { digest: string }).digest;
  registry.store.repository("app").blobs.delete(config(gone));
  registry.options.redirectBlobs = (_, digest) => (digest === config(unseen) ? "http://127.0.0.1:9/bucket" : undefined);
  await untilSwept();
  const { items } = await ask({ kind: "broken" });
  expect(items.map(({ names }) => names)).toEqual([["gone"]]);
});
