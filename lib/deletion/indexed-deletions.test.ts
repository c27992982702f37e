import { afterEach, expect, test } from "vitest";
import { hideRepository } from "@/lib/catalog/hide-repository";
import { listRepositories } from "@/lib/catalog/list-repositories";
import { listTags } from "@/lib/catalog/list-tags";
import { repositoryQuerySchema } from "@/lib/contract/repositories";
import { tagQuerySchema } from "@/lib/contract/tags";
import { anImage, anIndex } from "@/lib/testing/factories";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { deletePlanned, planToDelete, restorePlanned } from "@/lib/testing/planned-deletion";
import { admin } from "@/lib/testing/test-console";
import { until } from "@/lib/testing/until";
import { untilSwept } from "@/lib/testing/until-swept";

afterEach(closeIndexingConsole);

const listed = async (hidden?: "true") => {
  const query = repositoryQuerySchema.parse({ waitMs: 0, hidden });
  const { items, hiddenCount } = await listRepositories(admin, "local", query);
  return { names: items.map(({ name }) => name), hiddenCount };
};
const tags = async () =>
  (await listTags(admin, "local", "app", tagQuerySchema.parse({ waitMs: 0 }))).items.map(({ tag }) => tag).sort();

test("a repository that was deleted as a whole is left out of the lists, until something is in it again", async () => {
  const registry = await openIndexingConsole({ family: "distribution-3.1" });
  registry.push("app", "1.0", anImage());
  registry.push("other", "1.0", anImage());
  await untilSwept();
  const { id } = await deletePlanned({ wholeRepository: true });
  await until(async () => expect(await listed()).toEqual({ names: ["other"], hiddenCount: 1 }));
  expect(await listed("true")).toEqual({ names: ["app", "other"], hiddenCount: 0 });
  await restorePlanned(id);
  await until(async () => expect(await listed()).toEqual({ names: ["app", "other"], hiddenCount: 0 }));
});

test("by choice the empty name stays in the lists, and can be hidden later", async () => {
  const registry = await openIndexingConsole({ family: "distribution-3.1" });
  registry.push("app", "1.0", anImage());
  await untilSwept();
  await deletePlanned({ wholeRepository: true, hideName: false });
  expect((await listed()).names).toEqual(["app"]);
  await hideRepository(admin, "local", "app", true);
  await until(async () => expect((await listed()).names).toEqual([]));
});

test("what is deleted and what comes back is in the lists at once", async () => {
  const registry = await openIndexingConsole({ family: "distribution-2.8" });
  for (const tag of ["1.0", "2.0", "3.0"]) registry.push("app", tag, anImage());
  await untilSwept();
  const { id } = await deletePlanned({ tags: ["1.0", "2.0"] });
  expect(await tags()).toEqual(["3.0"]);
  await restorePlanned(id);
  await until(async () => expect(await tags()).toEqual(["1.0", "2.0", "3.0"]));
});

test("all that match a filter are planned, from the index and without a request for each", async () => {
  const registry = await openIndexingConsole({ family: "distribution-3.1" });
  const image = anImage();
  for (let at = 0; at < 300; at++) registry.push("app", `pr-${at}`, image);
  registry.push("app", "multi", anIndex([image]));
  await untilSwept();
  const before = registry.requests.length;
  const plan = await planToDelete({ matching: { query: "pr-" }, except: ["pr-7"] });
  expect([plan.tags, plan.remainingTags, plan.tagsOnKeptManifests]).toEqual([299, 2, 299]);
  expect(registry.requests.length - before).toBeLessThan(20);
});

test("bytes that only what goes uses are told from those that others use too", async () => {
  const registry = await openIndexingConsole({ family: "distribution-3.1" });
  const base = Buffer.from("base".repeat(100));
  const [gone, stays] = [
    anImage({ layers: [base, Buffer.from("own")] }),
    anImage({ layers: [base, Buffer.from("other")] }),
  ];
  registry.push("app", "1.0", gone);
  registry.push("elsewhere", "1.0", stays);
  await untilSwept();
  const plan = await planToDelete({ tags: ["1.0"] });
  const own = gone.blobs.filter(({ bytes }) => !bytes.equals(base)).reduce((sum, { bytes }) => sum + bytes.length, 0);
  expect(plan).toMatchObject({ reclaimableBytes: own + gone.bytes.length, sharedBytes: 400, untaggedBytes: 0 });
  const keeping = await planToDelete({ tags: ["1.0"], removeManifests: false });
  expect(keeping).toMatchObject({ reclaimableBytes: 0, untaggedBytes: own + gone.bytes.length });
});
