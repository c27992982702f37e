import { expect, test } from "vitest";
import { anImage, anIndex, sha256 } from "@/lib/testing/factories";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import { deleteManifest } from "./delete-manifest";
import { deleteTag } from "./delete-tag";
import { findManifest } from "./find-manifest";

test("deletes only the tag, though three tags share the digest", async () => {
  const { registry, connection } = await connectToFake({ family: "distribution-3.1" });
  const image = anImage();
  for (const tag of ["1.0", "1", "latest"]) registry.push("app", tag, image);
  expect(await deleteTag(connection, "app", "1")).toBe("deleted");
  expect([...registry.store.repository("app").tags.keys()]).toEqual(["1.0", "latest"]);
  expect(await findManifest(connection, "app", "1")).toBeNull();
});

test("a delete by digest takes every tag with it", async () => {
  const { registry, connection } = await connectToFake({ family: "distribution-2.8" });
  const image = anImage();
  for (const tag of ["1.0", "latest"]) registry.push("app", tag, image);
  expect(await deleteManifest(connection, "app", image.digest)).toBe("deleted");
  expect(registry.store.repository("app").tags.size).toBe(0);
});

test("what isn't there is absent", async () => {
  const { registry, connection } = await connectToFake();
  registry.push("app", "v1", anImage());
  expect(await deleteTag(connection, "app", "v2")).toBe("absent");
  expect(await deleteManifest(connection, "app", sha256("x"))).toBe("absent");
});

test("a 404 that no registry gave is not taken for absence", async () => {
  const answer = { status: 404, headers: { "content-type": "text/html" }, body: "<h1>Not found</h1>" };
  const { connection } = await connectToFake({ intercept: () => answer });
  await expect(deleteTag(connection, "app", "v1")).rejects.toMatchObject({ code: "registry-bad-response" });
});

test.each([
  ["deletes switched off", { deletes: false }, "deletion-disabled"],
  ["a read-only registry", { readOnly: true }, "registry-read-only"],
])("%s: said so, and nothing deleted", async (_, options, code) => {
  const { registry, connection } = await connectToFake(options);
  const digest = registry.push("app", "v1", anImage());
  await expect(deleteManifest(connection, "app", digest)).rejects.toMatchObject({ code });
  await expect(deleteTag(connection, "app", "v1")).rejects.toMatchObject({ code });
  expect(registry.store.find("app", "v1")).not.toBeNull();
});

test.each(["distribution-2.8", "harbor"] as const)("%s can't delete a tag by name, and says so", async (family) => {
  const { registry, connection } = await connectToFake({ family });
  registry.push("app", "v1", anImage());
  await expect(deleteTag(connection, "app", "v1")).rejects.toMatchObject({
    code: "registry-failed",
    detail: expect.stringContaining("single tags"),
  });
});

test("zot keeps a manifest that an index still names", async () => {
  const { registry, connection } = await connectToFake({ family: "zot" });
  const child = anImage();
  registry.push("app", "v1", anIndex([child]));
  await expect(deleteManifest(connection, "app", child.digest)).rejects.toMatchObject({ code: "registry-denied" });
});

test("a delete is sent once, and after a failure its outcome is said to be unknown", async () => {
  const { registry, connection } = await connectToFake();
  const digest = registry.push("app", "v1", anImage());
  registry.options.intercept = () => ({ status: 500 });
  await expect(deleteManifest(connection, "app", digest)).rejects.toMatchObject({
    code: "registry-failed",
    context: { stateUnknown: true },
  });
  registry.options.intercept = () => ({ fault: "reset" });
  await expect(deleteManifest(connection, "app", digest)).rejects.toMatchObject({
    code: "registry-unreachable",
    context: { stateUnknown: true },
  });
  expect(registry.countRequests("DELETE ")).toBe(2);
});

test("a tag is never taken for a digest, nor a digest for a tag", async () => {
  const { registry, connection } = await connectToFake();
  await expect(deleteManifest(connection, "app", "v1")).rejects.toMatchObject({ code: "invalid-request" });
  await expect(deleteTag(connection, "app", sha256("x"))).rejects.toMatchObject({ code: "invalid-request" });
  expect(registry.requests).toHaveLength(0);
});
