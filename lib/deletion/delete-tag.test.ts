import { afterEach, describe, expect, test } from "vitest";
import { isAppError } from "@/lib/errors/app-error";
import { claimRegistry } from "@/lib/jobs/registry-turns";
import { anArtifact, anImage, anIndex, type FakeManifest } from "@/lib/testing/factories";
import { type FakeRegistry, startFakeRegistry } from "@/lib/testing/fake-registry";
import type { FakeRegistryOptions } from "@/lib/testing/fake-registry/options";
import { admin, aRegistryConfig, openTestConsole, viewer } from "@/lib/testing/test-console";
import { deleteTag } from "./delete-tag";
import { listOpenIntents } from "./intent-store";
import { planTagDeletion } from "./plan-tag-deletion";

const closers: (() => Promise<void>)[] = [];

async function open(options: FakeRegistryOptions = {}): Promise<FakeRegistry> {
  const registry = await startFakeRegistry(options);
  closers.push(registry.close, await openTestConsole([aRegistryConfig(registry.url)]));
  return registry;
}

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const tagsOf = (registry: FakeRegistry) => [...(registry.store.repositories.get("app")?.tags.keys() ?? [])].sort();
const hasManifest = (registry: FakeRegistry, { digest }: FakeManifest) =>
  registry.store.repositories.get("app")?.manifests.has(digest) ?? false;

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "nothing thrown",
    (error) => (isAppError(error) ? error.code : String(error)),
  );
}

describe.each(["distribution-2.8", "distribution-3.0", "distribution-3.1", "zot", "harbor", "quay"] as const)(
  "on %s",
  (family) => {
    test("removes only the tag, though three tags share the digest", async () => {
      const registry = await open({ family });
      const image = anImage();
      for (const tag of ["1.0", "1", "latest"]) registry.push("app", tag, image);
      await deleteTag(admin, "local", "app", "1", image.digest);
      expect(tagsOf(registry)).toEqual(["1.0", "latest"]);
      expect(hasManifest(registry, image)).toBe(true);
    });

    test("removes the manifest where nothing else uses it, so that a plain collection frees it", async () => {
      const registry = await open({ family });
      const image = anImage();
      registry.push("app", "1.0", image);
      registry.push("app", "2.0", anImage());
      await deleteTag(admin, "local", "app", "1.0", image.digest);
      expect(tagsOf(registry)).toEqual(["2.0"]);
      expect(hasManifest(registry, image)).toBe(false);
    });

    test("leaves no open intent and no placeholder behind", async () => {
      const registry = await open({ family });
      const image = anImage();
      for (const tag of ["1.0", "latest"]) registry.push("app", tag, image);
      await deleteTag(admin, "local", "app", "latest", image.digest);
      expect(await listOpenIntents()).toEqual([]);
      expect([...(registry.store.repositories.get("app")?.manifests.keys() ?? [])]).toEqual([image.digest]);
    });
  },
);

test("keeps a manifest that an index lists", async () => {
  const registry = await open({ family: "distribution-2.8" });
  const child = anImage();
  registry.push("app", "multi", anIndex([child]));
  registry.push("app", "amd64", child);
  const plan = await planTagDeletion(admin, "local", "app", "amd64");
  expect([plan.method, plan.keptFor]).toEqual(["untag", ["multi"]]);
  await deleteTag(admin, "local", "app", "amd64", child.digest);
  expect([tagsOf(registry), hasManifest(registry, child)]).toEqual([["multi"], true]);
});

test("keeps a signed manifest, and names what refers to it", async () => {
  const registry = await open({ family: "distribution-3.1" });
  const image = anImage();
  const signature = anArtifact({});
  registry.push("app", "1.0", image);
  registry.push("app", `${image.digest.replace(":", "-")}.sig`, signature);
  const plan = await planTagDeletion(admin, "local", "app", "1.0");
  expect([plan.method, plan.referrers]).toEqual(["tag", [signature.digest]]);
});

test("takes the children of an index along that nothing else uses, and no other", async () => {
  const registry = await open({ family: "distribution-2.8" });
  const [shared, own] = [anImage(), anImage()];
  const index = anIndex([shared, own]);
  registry.push("app", "multi", index);
  registry.push("app", "shared", shared);
  const plan = await planTagDeletion(admin, "local", "app", "multi");
  expect([plan.method, plan.children]).toEqual(["manifest", [own.digest]]);
  await deleteTag(admin, "local", "app", "multi", index.digest);
  expect([hasManifest(registry, own), hasManifest(registry, shared)]).toEqual([false, true]);
});

test("calls nothing unused while a tag of the repository can't be read", async () => {
  const registry = await open({ family: "distribution-3.1" });
  const image = anImage();
  registry.push("app", "1.0", image);
  registry.push("app", "2.0", anImage());
  registry.options.intercept = (request) =>
    request.path.endsWith("/manifests/2.0") ? { status: 500, body: "no" } : undefined;
  const plan = await planTagDeletion(admin, "local", "app", "1.0");
  expect([plan.method, plan.unreadTags, plan.reclaimableBytes]).toEqual(["tag", 1, 0]);
});

test("refuses when the tag has moved, and deletes nothing", async () => {
  const registry = await open();
  const [old, fresh] = [anImage(), anImage()];
  registry.push("app", "latest", old);
  registry.push("app", "latest", fresh);
  expect(await codeOf(deleteTag(admin, "local", "app", "latest", old.digest))).toBe("tag-moved");
  expect(registry.countRequests("DELETE /v2/app/manifests/latest")).toBe(0);
  expect(registry.store.find("app", "latest")?.digest).toBe(fresh.digest);
});

test.each([
  ["deletes are disabled", { deletes: false }, "deletion-disabled"],
  ["tag deletes ignore the switch", { deletes: false, family: "distribution-3.0" as const }, "deletion-disabled"],
  ["the registry is read-only", { readOnly: true }, "registry-read-only"],
  ["it is a pull-through cache", { pullThrough: true }, "pull-through-cache"],
])("says before the button is pressed that %s, and refuses", async (_, options, code) => {
  const registry = await open();
  const image = anImage();
  registry.push("app", "1.0", image);
  Object.assign(registry.options, options);
  const plan = await planTagDeletion(admin, "local", "app", "1.0");
  expect(plan.blockedBy?.type).toBe(`/problems/${code}`);
  expect(await codeOf(deleteTag(admin, "local", "app", "1.0", image.digest))).toBe(code);
  expect(tagsOf(registry)).toEqual(["1.0"]);
});

test("a viewer sees what would happen and can't do it", async () => {
  const registry = await open();
  const image = anImage();
  registry.push("app", "1.0", image);
  expect((await planTagDeletion(viewer, "local", "app", "1.0")).blockedBy?.type).toBe("/problems/forbidden");
  expect(await codeOf(deleteTag(viewer, "local", "app", "1.0", image.digest))).toBe("forbidden");
  expect(await codeOf(deleteTag(null, "local", "app", "1.0", image.digest))).toBe("unauthenticated");
  expect(tagsOf(registry)).toEqual(["1.0"]);
});

test("puts the image back where the second step of a placeholder delete is refused", async () => {
  const registry = await open({ family: "distribution-2.8" });
  const image = anImage();
  for (const tag of ["1.0", "latest"]) registry.push("app", tag, image);
  registry.options.intercept = (request) =>
    request.method === "DELETE" && !/0{64}$/.test(request.path) && request.path.includes("/manifests/sha256:")
      ? { status: 403, body: '{"errors":[{"code":"DENIED"}]}' }
      : undefined;
  expect(await codeOf(deleteTag(admin, "local", "app", "latest", image.digest))).toBe("registry-denied");
  expect(registry.store.find("app", "latest")?.digest).toBe(image.digest);
});

test("takes a delete whose answer was lost for done when the tag is gone", async () => {
  const registry = await open({ family: "distribution-3.1" });
  const image = anImage();
  registry.push("app", "1.0", image);
  registry.options.intercept = (request) => {
    if (request.method !== "DELETE" || !request.path.endsWith(image.digest)) return undefined;
    registry.store.removeManifest("app", image.digest);
    return { status: 500, body: "lost" };
  };
  await deleteTag(admin, "local", "app", "1.0", image.digest);
  expect(tagsOf(registry)).toEqual([]);
});

test("deletes nothing while the registry is being collected, and says so before", async () => {
  const registry = await open();
  const image = anImage();
  registry.push("app", "1.0", image);
  await claimRegistry("local", async () => {
    expect((await planTagDeletion(admin, "local", "app", "1.0")).blockedBy?.type).toBe("/problems/already-running");
    expect(await codeOf(deleteTag(admin, "local", "app", "1.0", image.digest))).toBe("already-running");
  });
  expect(tagsOf(registry)).toEqual(["1.0"]);
});
