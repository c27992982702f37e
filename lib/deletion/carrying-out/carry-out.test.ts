import { afterEach, expect, test } from "vitest";
import { deleteTag } from "@/lib/deletion/delete-tag";
import { recoverDeletions } from "@/lib/deletion/recover-deletions";
import { listOpenItems } from "@/lib/testing/cut-off-deletion";
import { closeDeletingConsole, codeOf, manifestsOf, openDeletingConsole, tagsOf } from "@/lib/testing/deleting-console";
import { anImage, anIndex, sha256 } from "@/lib/testing/factories";
import { admin } from "@/lib/testing/test-console";

afterEach(closeDeletingConsole);

test("puts the image back where the second step of a placeholder delete is refused", async () => {
  const registry = await openDeletingConsole({ family: "distribution-2.8" });
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
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
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

test("removes an index before what it lists, at every depth", async () => {
  const registry = await openDeletingConsole({ family: "zot" });
  const leaf = anImage();
  const inner = anIndex([leaf]);
  const index = anIndex([leaf, inner]);
  registry.push("app", "multi", index);
  await deleteTag(admin, "local", "app", "multi", index.digest);
  expect(manifestsOf(registry)).toEqual([]);
});

test("doesn't overwrite what was pushed while a placeholder delete failed", async () => {
  const registry = await openDeletingConsole({ family: "distribution-2.8" });
  const [image, fresh] = [anImage(), anImage()];
  for (const tag of ["1.0", "latest"]) registry.push("app", tag, image);
  registry.options.intercept = ({ method, path }) => {
    if (method !== "DELETE" || /0{64}$/.test(path) || !path.includes("/manifests/sha256:")) return undefined;
    registry.push("app", "latest", fresh);
    return { status: 403, body: '{"errors":[{"code":"DENIED"}]}' };
  };
  expect(await codeOf(deleteTag(admin, "local", "app", "latest", image.digest))).toBe("tag-moved");
  expect(registry.store.find("app", "latest")?.digest).toBe(fresh.digest);
});

test("puts the image back where the answer to the placeholder was lost, and looks again later", async () => {
  const registry = await openDeletingConsole({ family: "distribution-2.8" });
  const image = anImage();
  for (const tag of ["1.0", "latest"]) registry.push("app", tag, image);
  let lost = false;
  registry.options.intercept = ({ method, path, headers, body }) => {
    if (lost || method !== "PUT" || !path.endsWith("/manifests/latest")) return undefined;
    lost = true;
    const mediaType = String(headers["content-type"]);
    registry.push("app", "latest", { bytes: body, mediaType, digest: sha256(body), blobs: [], children: [], json: {} });
    return { status: 500, body: "lost" };
  };
  expect(await codeOf(deleteTag(admin, "local", "app", "latest", image.digest))).toBe("registry-failed");
  expect(registry.store.find("app", "latest")?.digest).toBe(image.digest);
  expect(await listOpenItems()).toHaveLength(1);
  expect(await recoverDeletions()).toBe(0);
  expect(manifestsOf(registry)).toEqual([image.digest]);
});

test("doesn't take a proxy's 404 for the registry's word that the tag is gone", async () => {
  const registry = await openDeletingConsole({ family: "distribution-3.1" });
  const image = anImage();
  registry.push("app", "1.0", image);
  registry.options.intercept = ({ method, path }) =>
    method === "DELETE" && path.endsWith(image.digest) ? { status: 404, body: "" } : undefined;
  expect(await codeOf(deleteTag(admin, "local", "app", "1.0", image.digest))).toBe("registry-failed");
  expect(tagsOf(registry)).toEqual(["1.0"]);
});
