import { afterEach, expect, test } from "vitest";
import type { AuditTables } from "@/lib/auth/audit-store";
import { requireContentsKept } from "@/lib/catalog/content-store";
import { database } from "@/lib/db/database";
import { deleteTag } from "@/lib/deletion/delete-tag";
import { addProtection } from "@/lib/deletion/protections";
import { apartFromDeletions, claimRegistry } from "@/lib/jobs/registry-turns";
import { codeOf, tagsOf } from "@/lib/testing/deleting-console";
import { anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { admin, viewer } from "@/lib/testing/test-console";
import { sweepAgain, untilSwept } from "@/lib/testing/until-swept";
import { listTagHistory } from "./list-tag-history";
import { planRevert } from "./plan-revert";
import { recoverReverts } from "./recover-reverts";
import { revertTag } from "./revert-tag";
import { intendRevert, listOpenReverts } from "./tag-revert-store";

afterEach(closeIndexingConsole);

/** A registry whose `latest` has moved from the first image to the second. */
async function openMoved(first: FakeManifest = anImage({ layers: 2 }), config = {}) {
  const registry = await openIndexingConsole({}, { config });
  const second = anImage();
  registry.push("app", "latest", first);
  await untilSwept();
  registry.push("app", "latest", second);
  await sweepAgain();
  return { registry, first, second };
}

const asked = { registry: "local", repository: "app", tag: "latest" };
const plan = (digest: string) => planRevert(admin, "local", "app", "latest", digest);
const revert = (digest: string, expected: string | null) => revertTag(admin, { ...asked, digest, expected });
const named = (registry: FakeRegistry) => registry.store.find("app", "latest")?.digest;
const pushes = (registry: FakeRegistry) => registry.countRequests("PUT /v2/app/manifests/");
const outline = async () =>
  (await listTagHistory(admin, "local", "app", "latest", { limit: 50 })).items
    .toReversed()
    .map(({ from, to, source, by }) => [from, to, source, by]);
const audited = () =>
  database<AuditTables>().selectFrom("audit").select(["actor", "subject", "outcome", "detail"]).execute();

test("has the tag name what it named before, of exactly those bytes, and says who did it", async () => {
  const { registry, first, second } = await openMoved();
  registry.push("app", "2.0", second);
  await sweepAgain();
  expect(await plan(first.digest)).toEqual({
    ...{ tag: "latest", from: second.digest, to: first.digest, keptTags: ["2.0"], inRegistry: true },
    ...{ missing: [], blockedBy: null },
  });
  expect(await revert(first.digest, second.digest)).toEqual({ tag: "latest", from: second.digest, to: first.digest });
  expect(String(registry.store.find("app", "latest")?.bytes)).toBe(String(first.bytes));
  expect(await outline()).toEqual([
    [first.digest, second.digest, "look", null],
    [second.digest, first.digest, "revert", "ada"],
  ]);
  expect(await audited()).toEqual([
    {
      ...{ actor: "ada", subject: "latest", outcome: "succeeded" },
      detail: JSON.stringify({ from: second.digest, to: first.digest }),
    },
  ]);
  expect(await listOpenReverts()).toEqual([]);
  await revert(second.digest, first.digest);
  expect(named(registry)).toBe(second.digest);
  await sweepAgain();
  expect(await outline()).toHaveLength(3);
});

test("puts back first what the registry has lost of it: the manifest, and those that it lists", async () => {
  const index = anIndex([anImage(), anImage()]);
  const { registry, second } = await openMoved(index);
  const { manifests } = registry.store.repository("app");
  for (const digest of [...manifests.keys()]) if (digest !== second.digest) manifests.delete(digest);
  expect(await plan(index.digest)).toMatchObject({ inRegistry: false, missing: [], blockedBy: null });
  await revert(index.digest, second.digest);
  expect([named(registry), manifests.size]).toEqual([index.digest, 4]);
});

test("an index that has lost only what it lists is whole again before the tag names it", async () => {
  const index = anIndex([anImage(), anImage()]);
  const { registry, second } = await openMoved(index);
  const { manifests } = registry.store.repository("app");
  for (const digest of [...manifests.keys()])
    if (digest !== second.digest && digest !== index.digest) manifests.delete(digest);
  await revert(index.digest, second.digest);
  expect([named(registry), manifests.size]).toEqual([index.digest, 4]);
});

test("none begins while tags are deleted, here or by another console", async () => {
  const { registry, first, second } = await openMoved();
  await apartFromDeletions("local", async () => {
    expect(await codeOf(revert(first.digest, second.digest))).toBe("already-running");
  });
  expect(named(registry)).toBe(second.digest);
  await revert(first.digest, second.digest);
  expect(named(registry)).toBe(first.digest);
});

test("names what is missing, and changes nothing", async () => {
  const { registry, first, second } = await openMoved();
  const lost = first.blobs.at(-1)?.digest ?? "";
  registry.store.repository("app").blobs.delete(lost);
  const { missing, blockedBy } = await plan(first.digest);
  expect([missing, blockedBy?.type]).toEqual([[lost], "/problems/blobs-missing"]);
  expect(blockedBy?.detail).toContain(lost);
  expect(await codeOf(revert(first.digest, second.digest))).toBe("blobs-missing");
  expect([named(registry), pushes(registry)]).toEqual([second.digest, 0]);
});

test("a tag that has moved since is left as it is", async () => {
  const { registry, first, second } = await openMoved();
  const third = anImage();
  registry.push("app", "latest", third);
  expect(await codeOf(revert(first.digest, second.digest))).toBe("tag-moved");
  expect([named(registry), pushes(registry)]).toEqual([third.digest, 0]);
});

test("a tag that moves between the plan and the push is left, and nothing stays open", async () => {
  const { registry, first, second } = await openMoved();
  const third = anImage();
  let looks = 0;
  registry.options.intercept = ({ method, path }) => {
    if (method === "HEAD" && path.endsWith("/manifests/latest") && ++looks === 2) registry.push("app", "latest", third);
    return undefined;
  };
  expect(await codeOf(revert(first.digest, second.digest))).toBe("tag-moved");
  expect([named(registry), await listOpenReverts()]).toEqual([third.digest, []]);
  expect((await audited()).map(({ outcome }) => outcome)).toEqual(["failed"]);
});

test("reverts to nothing but what the tag has named: another repository's manifests don't come here by it", async () => {
  const { second } = await openMoved();
  const foreign = anImage();
  await requireContentsKept([[foreign.digest, { bytes: foreign.bytes, mediaType: foreign.mediaType }]]);
  expect(await codeOf(plan(foreign.digest))).toBe("manifest-not-found");
  expect(await codeOf(revert(foreign.digest, second.digest))).toBe("manifest-not-found");
});

test("what the tag names already is not put there again", async () => {
  const { second } = await openMoved();
  expect((await plan(second.digest)).blockedBy?.type).toBe("/problems/conflict");
  expect(await codeOf(revert(second.digest, second.digest))).toBe("conflict");
});

test("a tag that somebody else deleted is put back, while it is gone", async () => {
  const { registry, first, second } = await openMoved();
  registry.store.repository("app").tags.clear();
  registry.store.repository("app").manifests.clear();
  await sweepAgain();
  expect(await plan(second.digest)).toMatchObject({ from: null, inRegistry: false, missing: [], blockedBy: null });
  expect(await codeOf(revert(second.digest, first.digest))).toBe("tag-moved");
  expect(await revert(second.digest, null)).toEqual({ tag: "latest", from: null, to: second.digest });
  expect(named(registry)).toBe(second.digest);
  expect((await outline()).slice(-2)).toEqual([
    [second.digest, null, "look", null],
    [null, second.digest, "revert", "ada"],
  ]);
  expect(await codeOf(revert(first.digest, null))).toBe("tag-moved");
});

test("a tag that goes between the plan and the push is not made again", async () => {
  const { registry, first, second } = await openMoved();
  let looks = 0;
  registry.options.intercept = ({ method, path }) => {
    const isLook = method === "HEAD" && path.endsWith("/manifests/latest");
    if (isLook && ++looks === 2) registry.store.repository("app").tags.delete("latest");
    return undefined;
  };
  expect(await codeOf(revert(first.digest, second.digest))).toBe("tag-moved");
  expect(tagsOf(registry)).toEqual([]);
});

test("what was deleted through the console is put back from the trash, and by nothing else", async () => {
  const { registry, second } = await openMoved();
  await deleteTag(admin, "local", "app", "latest", second.digest);
  expect((await plan(second.digest)).blockedBy?.detail).toContain("from the trash");
  expect(await codeOf(revert(second.digest, null))).toBe("conflict");
  expect(tagsOf(registry)).toEqual([]);
});

test("a protected tag is not moved before the protection is lifted", async () => {
  const { registry, first, second } = await openMoved();
  await addProtection(admin, { registry: "local", repositories: "app", tags: "lat*" });
  expect((await plan(first.digest)).blockedBy?.type).toBe("/problems/tag-protected");
  expect(await codeOf(revert(first.digest, second.digest))).toBe("tag-protected");
  expect(pushes(registry)).toBe(0);
});

test("nothing is moved during a collection, nor where the console or the registry is read-only", async () => {
  const { registry, first, second } = await openMoved();
  await claimRegistry("local", async () => {
    expect((await plan(first.digest)).blockedBy?.type).toBe("/problems/already-running");
    expect(await codeOf(revert(first.digest, second.digest))).toBe("already-running");
  });
  registry.options.readOnly = true;
  expect(await codeOf(revert(first.digest, second.digest))).toBe("registry-read-only");
  expect(named(registry)).toBe(second.digest);
  await closeIndexingConsole();
  const other = await openMoved(anImage(), { readOnly: true });
  expect((await plan(other.first.digest)).blockedBy?.type).toBe("/problems/console-read-only");
});

test("a viewer sees what it would do, and can't do it", async () => {
  const { first, second } = await openMoved();
  expect((await planRevert(viewer, "local", "app", "latest", first.digest)).blockedBy?.type).toBe(
    "/problems/forbidden",
  );
  const body = { ...asked, digest: first.digest, expected: second.digest };
  expect(await codeOf(revertTag(viewer, body))).toBe("forbidden");
  expect(await codeOf(revertTag(null, body))).toBe("unauthenticated");
});

test("an answer that was lost is settled by looking", async () => {
  const { registry, first, second } = await openMoved();
  registry.options.intercept = ({ method, path }) => {
    if (method !== "PUT" || !path.endsWith("/manifests/latest")) return undefined;
    registry.push("app", "latest", first);
    return { status: 500, headers: {}, body: "" };
  };
  await revert(first.digest, second.digest);
  expect((await outline()).at(-1)).toEqual([second.digest, first.digest, "revert", "ada"]);
});

test.each([true, false])("one that a crash cut off is settled at the next start (carried out: %s)", async (done) => {
  const { registry, first, second } = await openMoved();
  if (done) registry.push("app", "latest", first);
  const cutOff = {
    ...{ registry: "local", repository: "app", tag: "latest", from_digest: second.digest, to_digest: first.digest },
    ...{ id: "r-1", created_at: Date.now() - 10 * 60_000, created_by: "bob", created_by_id: "7", owner: "elsewhere" },
  };
  await intendRevert(cutOff);
  await intendRevert({ ...cutOff, id: "r-2", created_at: Date.now() });
  await recoverReverts();
  expect((await listOpenReverts()).map(({ id }) => id)).toEqual(["r-2"]);
  expect((await audited()).map(({ actor, outcome }) => [actor, outcome])).toEqual([
    ["bob", done ? "succeeded" : "failed"],
  ]);
  expect((await outline()).some(([, , , by]) => by === "bob")).toBe(done);
  expect(tagsOf(registry)).toEqual(["latest"]);
});
