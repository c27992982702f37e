import { afterEach, expect, test } from "vitest";
import { ociIndex } from "@/lib/oci/media-type";
import { getConnection } from "@/lib/registry/connection";
import { findReferrers } from "@/lib/registry/find-referrers";
import { closeDeletingConsole, hasManifest, openDeletingConsole, tagsOf } from "@/lib/testing/deleting-console";
import { anArtifact, anImage, anIndex } from "@/lib/testing/factories";
import { admin } from "@/lib/testing/test-console";
import { deleteTag } from "./delete-tag";
import { planTagDeletion } from "./plan-tag-deletion";

afterEach(closeDeletingConsole);

test("keeps a manifest that an index lists", async () => {
  const registry = await openDeletingConsole({ family: "distribution-2.8" });
  const child = anImage();
  registry.push("app", "multi", anIndex([child]));
  registry.push("app", "amd64", child);
  const plan = await planTagDeletion(admin, "local", "app", "amd64");
  expect([plan.method, plan.keptFor]).toEqual(["untag", ["multi"]]);
  await deleteTag(admin, "local", "app", "amd64", child.digest);
  expect([tagsOf(registry), hasManifest(registry, child)]).toEqual([["multi"], true]);
});

test("keeps a signed manifest, and names what refers to it", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const image = anImage();
  const signature = anArtifact({});
  registry.push("app", "1.0", image);
  registry.push("app", `${image.digest.replace(":", "-")}.sig`, signature);
  const plan = await planTagDeletion(admin, "local", "app", "1.0");
  expect([plan.method, plan.referrers]).toEqual(["tag", [signature.digest]]);
});

test("takes the children of an index along that nothing else uses, and no other", async () => {
  const registry = await openDeletingConsole({ family: "distribution-2.8" });
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
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const image = anImage();
  registry.push("app", "1.0", image);
  registry.push("app", "2.0", anImage());
  registry.options.intercept = (request) =>
    request.path.endsWith("/manifests/2.0") ? { status: 500, body: "no" } : undefined;
  const plan = await planTagDeletion(admin, "local", "app", "1.0");
  expect([plan.method, plan.unreadTags, plan.reclaimableBytes]).toEqual(["tag", 1, 0]);
});

test("decides on what the tags name now, not on what was seen a moment ago", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const [image, old] = [anImage(), anImage()];
  registry.push("app", "1.0", image);
  registry.push("app", "latest", old);
  expect((await planTagDeletion(admin, "local", "app", "1.0")).method).toBe("manifest");
  registry.push("app", "latest", image);
  registry.push("app", "new", image);
  await deleteTag(admin, "local", "app", "1.0", image.digest);
  expect([tagsOf(registry), hasManifest(registry, image)]).toEqual([["latest", "new"], true]);
});

test("doesn't decide on answers that were under way before it was asked", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const [image, old] = [anImage(), anImage()];
  registry.push("app", "1.0", image);
  registry.push("app", "latest", old);
  const held = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  let first = true;
  registry.options.intercept = async ({ method, path }) => {
    if (method !== "HEAD" || !path.endsWith("/manifests/latest") || !first) return undefined;
    first = false;
    asked.resolve();
    await held.promise;
    const headers = { "docker-content-digest": old.digest, "content-type": old.mediaType };
    return { status: 200, headers, body: "" };
  };
  const looking = planTagDeletion(admin, "local", "app", "1.0");
  await asked.promise;
  registry.push("app", "latest", image);
  const deleting = deleteTag(admin, "local", "app", "1.0", image.digest);
  held.resolve();
  await Promise.all([looking, deleting]);
  expect([tagsOf(registry), hasManifest(registry, image)]).toEqual([["latest"], true]);
});

test("keeps a manifest that an index may list which can't be read", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const [image, other] = [anImage(), anImage()];
  const inner = anIndex([image, other]);
  registry.push("app", "outer", anIndex([inner]));
  registry.push("app", "1.0", image);
  registry.options.intercept = ({ path }) => (path.endsWith(inner.digest) ? { status: 500, body: "no" } : undefined);
  const plan = await planTagDeletion(admin, "local", "app", "1.0");
  expect([plan.method, plan.unreadTags]).toEqual(["tag", 1]);
  await deleteTag(admin, "local", "app", "1.0", image.digest);
  expect(hasManifest(registry, image)).toBe(true);
});

test("keeps a manifest whose referrers can't all be read", async () => {
  const registry = await openDeletingConsole({ family: "zot" });
  const image = anImage();
  registry.push("app", "1.0", image);
  registry.options.intercept = ({ path }) =>
    path.endsWith(`/referrers/${image.digest}`)
      ? {
          status: 200,
          headers: { "content-type": ociIndex },
          body: '{"schemaVersion":2,"manifests":[{"digest":"odd"}]}',
        }
      : undefined;
  await deleteTag(admin, "local", "app", "1.0", image.digest);
  expect([tagsOf(registry), hasManifest(registry, image)]).toEqual([[], true]);
});

test("keeps a signed manifest though another repository's referrers could not be found", async () => {
  const registry = await openDeletingConsole({ family: "zot" });
  const image = anImage();
  registry.push("app", "1.0", image);
  registry.push("app", null, anArtifact({ artifactType: "application/spdx+json", subject: image }));
  registry.options.intercept = ({ path }) =>
    path.startsWith("/v2/gone/referrers/")
      ? { status: 404, headers: { "content-type": "application/json" }, body: '{"errors":[{"code":"NAME_UNKNOWN"}]}' }
      : undefined;
  await findReferrers(getConnection("local"), "gone", image.digest);
  expect((await planTagDeletion(admin, "local", "app", "1.0")).method).toBe("tag");
});

test("what a manifest that stays needs stays too, and what is attached to something else", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const [image, leaf, own] = [anImage(), anImage(), anImage()];
  const signed = anIndex([leaf]);
  const attached = anArtifact({ subject: image });
  const index = anIndex([leaf, signed, attached, own]);
  registry.push("app", "image", image);
  registry.push("app", "multi", index);
  registry.push("app", `${signed.digest.replace(":", "-")}.sig`, anArtifact({}));
  await deleteTag(admin, "local", "app", "multi", index.digest);
  expect([index, own].map((manifest) => hasManifest(registry, manifest))).toEqual([false, false]);
  expect([signed, leaf, attached].map((manifest) => hasManifest(registry, manifest))).toEqual([true, true, true]);
});
