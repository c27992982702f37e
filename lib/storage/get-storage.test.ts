import { afterEach, expect, test } from "vitest";
import { listRepositories } from "@/lib/catalog/list-repositories";
import { repositoryQuerySchema } from "@/lib/contract/repositories";
import { type Storage, storageQuerySchema } from "@/lib/contract/storage";
import { deleteTag } from "@/lib/deletion/delete-tag";
import { finishRun, insertRun, updateRun } from "@/lib/garbage-collection/runs/runs-store";
import { announceToIndex, onIndexAnnouncement } from "@/lib/registry-index/records/index-announcements";
import { codeOf } from "@/lib/testing/deleting-console";
import { anArtifact, anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { admin, viewer } from "@/lib/testing/test-console";
import { sweepAgain, untilSwept } from "@/lib/testing/until-swept";
import { getStorage } from "./get-storage";
import { refreshMeasurement } from "./refresh-measurement";

afterEach(closeIndexingConsole);

const open = () => openIndexingConsole({}, { indexing: { measuring: { everyMs: 0, share: 1 } } });
const query = storageQuerySchema.parse({});
const bytes = (...blobs: { bytes: Buffer }[]) => blobs.reduce((total, blob) => total + blob.bytes.length, 0);

/** Waits until `isSo` holds for the storage that the console reports. */
function untilStorage(isSo: (storage: Storage) => boolean): Promise<Storage> {
  return new Promise((resolve, reject) => {
    let looking = Promise.resolve();
    const look = async () => {
      const storage = await getStorage(admin, "local", query);
      if (!isSo(storage)) return;
      forget();
      resolve(storage);
    };
    const lookNext = () => {
      looking = looking.then(look).catch(reject);
    };
    const forget = onIndexAnnouncement("changed", lookNext);
    lookNext();
  });
}

const reclaimable = ({ totals }: Storage) => (totals?.deletedBytes ?? 0) + (totals?.untaggedBytes ?? 0);

test("counts each layer once in a repository and once in the registry, and says who shares it", async () => {
  const registry = await open();
  const base = Buffer.alloc(5_000, "base");
  const [api, web] = [anImage({ layers: [base, Buffer.from("api")] }), anImage({ layers: [base, Buffer.from("web")] })];
  for (const tag of ["1.0", "latest"]) registry.push("team/api", tag, api);
  registry.push("team/api", "1.1", anImage({ layers: [base, Buffer.from("api")], created: "2026-04-01T00:00:00Z" }));
  registry.push("team/web", "1.0", web);
  const storage = await untilStorage(({ complete, tags }) => complete && tags === 4);
  const own = (image: FakeManifest) => image.blobs.filter((blob) => blob.bytes.length !== 5_000);
  const webBytes = bytes(...own(web));
  expect(storage.totals).toMatchObject({ sharedBytes: 5_000, blobs: 6, unreadManifests: 0 });
  expect(storage.largest.find(({ name }) => name === "team/web")).toEqual({
    name: "team/web",
    tagCount: 1,
    sizeBytes: webBytes + 5_000,
    uniqueSizeBytes: webBytes,
  });
  const unique = storage.largest.reduce((total, row) => total + (row.uniqueSizeBytes ?? 0), 0);
  expect(unique + 5_000).toBe(storage.totals?.sizeBytes);
  expect(storage.layers).toMatchObject([{ sizeBytes: 5_000, repositories: 2 }]);
  expect(storage.samples).toMatchObject([{ sizeBytes: storage.totals?.sizeBytes, repositories: 2, tags: 4 }]);
});

test("counts what an attestation in an index takes, though no table shows it", async () => {
  const registry = await open();
  const image = anImage();
  const attestation = anArtifact({
    layers: [{ mediaType: "application/vnd.in-toto+json", bytes: Buffer.alloc(9_000) }],
  });
  const annotations = { "vnd.docker.reference.type": "attestation-manifest" };
  registry.push("app", "1.0", anIndex([image, { manifest: attestation, annotations }]));
  const { totals } = await untilStorage(({ complete, tags }) => complete && tags === 1);
  expect(totals?.sizeBytes).toBe(bytes(...image.blobs, ...attestation.blobs));
});

test("the largest come first, and the others are counted in their namespaces", async () => {
  const registry = await open();
  for (const size of [100, 300, 200]) registry.push(`app-${size}`, "1", anImage({ layers: [Buffer.alloc(size, "x")] }));
  await untilStorage(({ complete, tags }) => complete && tags === 3);
  const { largest, largestBytes, namespaces } = await getStorage(admin, "local", { by: "size", limit: 1 });
  expect(largest).toMatchObject([{ name: "app-300", sizeBytes: largestBytes }]);
  expect(namespaces).toMatchObject([{ name: "", repositories: 3, largest }]);
  expect(namespaces[0]?.sizeBytes).toBeGreaterThan(largestBytes + 300);
});

test("what is deleted is reclaimable by a plain collection, what a push leaves behind by removing untagged only", async () => {
  const registry = await open();
  const [old, gone, fresh] = [anImage(), anImage(), anImage()];
  registry.push("app", "latest", old);
  registry.push("app", "1.0", gone);
  await untilSwept();
  await deleteTag(admin, "local", "app", "1.0", gone.digest);
  registry.push("app", "latest", fresh);
  await sweepAgain();
  const storage = await untilStorage(({ totals }) => (totals?.untaggedBytes ?? 0) > 0 && totals?.deletedBytes !== 0);
  expect(storage.totals).toMatchObject({
    sizeBytes: bytes(...fresh.blobs),
    deletedBytes: bytes(gone, ...gone.blobs),
    untaggedBytes: bytes(old, ...old.blobs),
  });
  const { items } = await listRepositories(admin, "local", repositoryQuerySchema.parse({ waitMs: 0 }));
  expect(items[0]?.reclaimableBytes).toBe(reclaimable(storage));
});

test("an index that is deleted with its platforms is reclaimable as a whole", async () => {
  const registry = await open();
  const [index, platforms] = [anIndex([]), [anImage(), anImage()]];
  const multi = anIndex(platforms);
  registry.push("app", "1.0", multi);
  registry.push("app", "2.0", index);
  await untilSwept();
  await deleteTag(admin, "local", "app", "1.0", multi.digest);
  const { totals } = await untilStorage((storage) => reclaimable(storage) > 0 && storage.totals?.untaggedBytes === 0);
  expect(totals?.deletedBytes).toBe(bytes(multi, ...platforms, ...platforms.flatMap(({ blobs }) => blobs)));
});

async function recordCollection(removeUntagged: boolean): Promise<void> {
  const run = await insertRun({ registry: "local", dryRun: false, removeUntagged, startedBy: "ada" });
  await updateRun(run.id, { state: "running", started_at: Date.now() + 1 });
  await finishRun(run.id, { state: "succeeded", failure: null });
}

test("what a recorded run has collected is reclaimable no more, though the console ended right after it", async () => {
  const registry = await open();
  const [old, gone] = [anImage(), anImage()];
  registry.push("app", "latest", old);
  registry.push("app", "1.0", gone);
  await untilSwept();
  await deleteTag(admin, "local", "app", "1.0", gone.digest);
  registry.push("app", "latest", anImage());
  await sweepAgain();
  await untilStorage(({ totals }) => (totals?.untaggedBytes ?? 0) > 0 && totals?.deletedBytes !== 0);
  await recordCollection(false);
  await refreshMeasurement("local");
  const { totals } = await getStorage(admin, "local", query);
  expect(totals).toMatchObject({ deletedBytes: 0, untaggedBytes: bytes(old, ...old.blobs) });
  await recordCollection(true);
  await refreshMeasurement("local");
  expect((await getStorage(admin, "local", query)).totals).toMatchObject({ deletedBytes: 0, untaggedBytes: 0 });
});

test("what a collection removed is counted at once, however seldom changes are, and garbage is told since when", async () => {
  const registry = await openIndexingConsole({}, { indexing: { measuring: { everyMs: 3_600_000, share: 1 } } });
  const image = anImage();
  for (const tag of ["1.0", "2.0"]) registry.push("app", tag, tag === "1.0" ? image : anImage());
  const before = await untilStorage(({ complete, tags }) => complete && tags === 2);
  const deletedAt = new Date().toISOString();
  await deleteTag(admin, "local", "app", "1.0", image.digest);
  announceToIndex("collected", { registry: "local" });
  const after = await untilStorage(({ tags }) => tags === 1);
  expect(before.garbageSince).toEqual({ deleted: null, untagged: null });
  expect((after.garbageSince.deleted ?? "") >= deletedAt).toBe(true);
});

test("a registry where nothing has changed is not measured again", async () => {
  const registry = await open();
  registry.push("app", "1.0", anImage());
  const { measuredAt } = await untilStorage(({ complete, tags }) => complete && tags === 1);
  expect(await refreshMeasurement("local")).toBe(false);
  expect((await getStorage(admin, "local", query)).measuredAt).toBe(measuredAt);
});

test("says that nothing was measured yet, and nothing to strangers", async () => {
  await openIndexingConsole({}, { indexing: null });
  expect(await getStorage(viewer, "local", query)).toMatchObject({ totals: null, complete: false, largest: [] });
  expect(await codeOf(getStorage(null, "local", query))).toBe("unauthenticated");
  expect(await codeOf(getStorage(viewer, "elsewhere", query))).toBe("registry-not-found");
});

test("says how many signatures have lost their images", async () => {
  const registry = await open();
  const [image, gone] = [anImage(), anImage()];
  registry.push("app", "1.0", image);
  for (const { digest } of [image, gone])
    registry.push("app", `${digest.replace(":", "-")}.sig`, anArtifact({ annotations: { of: digest } }));
  const { orphaned } = await untilStorage(({ complete, tags }) => complete && tags === 1);
  expect(orphaned).toMatchObject({ tags: 1, repositories: 1 });
});
