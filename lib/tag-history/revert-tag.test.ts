import { afterEach, expect, test } from "vitest";
import { deleteTag } from "@/lib/deletion/delete-tag";
import { apartFromDeletions, claimRegistry } from "@/lib/jobs/registry-turns";
import { addProtection } from "@/lib/protection/protections";
import { requireContentsKept } from "@/lib/registry-index/contents/content-store";
import { codeOf, tagsOf } from "@/lib/testing/deleting-console";
import { anImage, anIndex } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { closeIndexingConsole } from "@/lib/testing/indexing-console";
import { audited, openMovedTag, outlineOfMoves } from "@/lib/testing/moved-tag";
import { admin, viewer } from "@/lib/testing/test-console";
import { sweepAgain } from "@/lib/testing/until-swept";
import { planRevert } from "./plan-revert";
import { revertTag } from "./revert-tag";
import { listOpenReverts } from "./tag-revert-store";

afterEach(closeIndexingConsole);

const asked = { registry: "local", repository: "app", tag: "latest" };
const plan = (digest: string) => planRevert(admin, "local", "app", "latest", digest);
const revert = (digest: string, expected: string | null) => revertTag(admin, { ...asked, digest, expected });
const named = (registry: FakeRegistry) => registry.store.find("app", "latest")?.digest;
const pushes = (registry: FakeRegistry) => registry.countRequests("PUT /v2/app/manifests/");

test("has the tag name what it named before, of exactly those bytes, and says who did it", async () => {
  const { registry, first, second } = await openMovedTag();
  registry.push("app", "2.0", second);
  await sweepAgain();
  expect(await plan(first.digest)).toEqual({
    tag: "latest",
    from: second.digest,
    to: first.digest,
    keptTags: ["2.0"],
    inRegistry: true,
    missing: [],
    blockedBy: null,
  });
  expect(await revert(first.digest, second.digest)).toEqual({ tag: "latest", from: second.digest, to: first.digest });
  expect(String(registry.store.find("app", "latest")?.bytes)).toBe(String(first.bytes));
  expect(await outlineOfMoves()).toEqual([
    [first.digest, second.digest, "look", null],
    [second.digest, first.digest, "revert", "ada"],
  ]);
  expect(await audited()).toEqual([
    {
      actor: "ada",
      subject: "latest",
      outcome: "succeeded",
      detail: JSON.stringify({ from: second.digest, to: first.digest }),
    },
  ]);
  expect(await listOpenReverts()).toEqual([]);
  await revert(second.digest, first.digest);
  expect(named(registry)).toBe(second.digest);
  await sweepAgain();
  expect(await outlineOfMoves()).toHaveLength(3);
});

test("puts back first what the registry has lost of it: the manifest, and those that it lists", async () => {
  const index = anIndex([anImage(), anImage()]);
  const { registry, second } = await openMovedTag(index);
  const { manifests } = registry.store.repository("app");
  for (const digest of [...manifests.keys()]) if (digest !== second.digest) manifests.delete(digest);
  expect(await plan(index.digest)).toMatchObject({ inRegistry: false, missing: [], blockedBy: null });
  await revert(index.digest, second.digest);
  expect([named(registry), manifests.size]).toEqual([index.digest, 4]);
});

test("an index that has lost only what it lists is whole again before the tag names it", async () => {
  const index = anIndex([anImage(), anImage()]);
  const { registry, second } = await openMovedTag(index);
  const { manifests } = registry.store.repository("app");
  for (const digest of [...manifests.keys()])
    if (digest !== second.digest && digest !== index.digest) manifests.delete(digest);
  await revert(index.digest, second.digest);
  expect([named(registry), manifests.size]).toEqual([index.digest, 4]);
});

test("none begins while tags are deleted, here or by another console", async () => {
  const { registry, first, second } = await openMovedTag();
  await apartFromDeletions("local", async () => {
    expect(await codeOf(revert(first.digest, second.digest))).toBe("already-running");
  });
  expect(named(registry)).toBe(second.digest);
  await revert(first.digest, second.digest);
  expect(named(registry)).toBe(first.digest);
});

test("names what is missing, and changes nothing", async () => {
  const { registry, first, second } = await openMovedTag();
  const lost = first.blobs.at(-1)?.digest ?? "";
  registry.store.repository("app").blobs.delete(lost);
  const { missing, blockedBy } = await plan(first.digest);
  expect([missing, blockedBy?.type]).toEqual([[lost], "/problems/blobs-missing"]);
  expect(blockedBy?.detail).toContain(lost);
  expect(await codeOf(revert(first.digest, second.digest))).toBe("blobs-missing");
  expect([named(registry), pushes(registry)]).toEqual([second.digest, 0]);
});

test("a tag that has moved since is left as it is", async () => {
  const { registry, first, second } = await openMovedTag();
  const third = anImage();
  registry.push("app", "latest", third);
  expect(await codeOf(revert(first.digest, second.digest))).toBe("tag-moved");
  expect([named(registry), pushes(registry)]).toEqual([third.digest, 0]);
});

test("a tag that moves between the plan and the push is left, and nothing stays open", async () => {
  const { registry, first, second } = await openMovedTag();
  const third = anImage();
  let looks = 0;
  registry.options.intercept = ({ method, path }) => {
    if (method === "GET" && path.endsWith("/manifests/latest") && ++looks === 2) registry.push("app", "latest", third);
    return undefined;
  };
  expect(await codeOf(revert(first.digest, second.digest))).toBe("tag-moved");
  expect([named(registry), await listOpenReverts()]).toEqual([third.digest, []]);
  expect((await audited()).map(({ outcome }) => outcome)).toEqual(["failed"]);
});

test("reverts to nothing but what the tag has named: another repository's manifests don't come here by it", async () => {
  const { second } = await openMovedTag();
  const foreign = anImage();
  await requireContentsKept([[foreign.digest, { bytes: foreign.bytes, mediaType: foreign.mediaType }]]);
  expect(await codeOf(plan(foreign.digest))).toBe("manifest-not-found");
  expect(await codeOf(revert(foreign.digest, second.digest))).toBe("manifest-not-found");
});

test("what the tag names already is not put there again", async () => {
  const { second } = await openMovedTag();
  expect((await plan(second.digest)).blockedBy?.type).toBe("/problems/conflict");
  expect(await codeOf(revert(second.digest, second.digest))).toBe("conflict");
});

test("a tag that somebody else deleted is put back, while it is gone", async () => {
  const { registry, first, second } = await openMovedTag();
  registry.store.repository("app").tags.clear();
  registry.store.repository("app").manifests.clear();
  await sweepAgain();
  expect(await plan(second.digest)).toMatchObject({ from: null, inRegistry: false, missing: [], blockedBy: null });
  expect(await codeOf(revert(second.digest, first.digest))).toBe("tag-moved");
  expect(await revert(second.digest, null)).toEqual({ tag: "latest", from: null, to: second.digest });
  expect(named(registry)).toBe(second.digest);
  expect((await outlineOfMoves()).slice(-2)).toEqual([
    [second.digest, null, "look", null],
    [null, second.digest, "revert", "ada"],
  ]);
  expect(await codeOf(revert(first.digest, null))).toBe("tag-moved");
});

test("a tag that goes between the plan and the push is not made again", async () => {
  const { registry, first, second } = await openMovedTag();
  let looks = 0;
  registry.options.intercept = ({ method, path }) => {
    const isLook = method === "GET" && path.endsWith("/manifests/latest");
    if (isLook && ++looks === 2) registry.store.repository("app").tags.delete("latest");
    return undefined;
  };
  expect(await codeOf(revert(first.digest, second.digest))).toBe("tag-moved");
  expect(tagsOf(registry)).toEqual([]);
});

test("what was deleted through the console is put back from the trash, and by nothing else", async () => {
  const { registry, second } = await openMovedTag();
  await deleteTag(admin, "local", "app", "latest", second.digest);
  expect((await plan(second.digest)).blockedBy?.detail).toContain("from the trash");
  expect(await codeOf(revert(second.digest, null))).toBe("conflict");
  expect(tagsOf(registry)).toEqual([]);
});

test("a protected tag is not moved before the protection is lifted", async () => {
  const { registry, first, second } = await openMovedTag();
  await addProtection(admin, { registry: "local", repositories: "app", tags: "lat*" });
  expect((await plan(first.digest)).blockedBy?.type).toBe("/problems/tag-protected");
  expect(await codeOf(revert(first.digest, second.digest))).toBe("tag-protected");
  expect(pushes(registry)).toBe(0);
});

test("nothing is moved during a collection, nor where the console or the registry is read-only", async () => {
  const { registry, first, second } = await openMovedTag();
  await claimRegistry("local", async () => {
    expect((await plan(first.digest)).blockedBy?.type).toBe("/problems/already-running");
    expect(await codeOf(revert(first.digest, second.digest))).toBe("already-running");
  });
  registry.options.readOnly = true;
  expect(await codeOf(revert(first.digest, second.digest))).toBe("registry-read-only");
  expect(named(registry)).toBe(second.digest);
  await closeIndexingConsole();
  const other = await openMovedTag(anImage(), { readOnly: true });
  expect((await plan(other.first.digest)).blockedBy?.type).toBe("/problems/console-read-only");
});

test("a viewer sees what it would do, and can't do it", async () => {
  const { first, second } = await openMovedTag();
  expect((await planRevert(viewer, "local", "app", "latest", first.digest)).blockedBy?.type).toBe(
    "/problems/forbidden",
  );
  const body = { ...asked, digest: first.digest, expected: second.digest };
  expect(await codeOf(revertTag(viewer, body))).toBe("forbidden");
  expect(await codeOf(revertTag(null, body))).toBe("unauthenticated");
});

test("an answer that was lost is settled by looking", async () => {
  const { registry, first, second } = await openMovedTag();
  registry.options.intercept = ({ method, path }) => {
    if (method !== "PUT" || !path.endsWith("/manifests/latest")) return undefined;
    registry.push("app", "latest", first);
    return { status: 500, headers: {}, body: "" };
  };
  await revert(first.digest, second.digest);
  expect((await outlineOfMoves()).at(-1)).toEqual([second.digest, first.digest, "revert", "ada"]);
});
