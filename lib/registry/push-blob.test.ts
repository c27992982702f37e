import { expect, test } from "vitest";
import { anImage, anIndex, sha256 } from "@/lib/testing/factories";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import { faultAt } from "@/lib/testing/fake-registry/faults";
import { findManifest } from "./find-manifest";
import { pushBlob } from "./push-blob";
import { putManifest } from "./put-manifest";

test("pushes a whole image that can be read back byte for byte", async () => {
  const { connection } = await connectToFake();
  const image = anImage({ layers: 3 });
  for (const blob of image.blobs) expect(await pushBlob(connection, "team/app", blob.bytes)).toBe(blob.digest);
  expect(await putManifest(connection, "team/app", "v1", image)).toEqual({ digest: image.digest });
  expect((await findManifest(connection, "team/app", "v1"))?.bytes).toEqual(image.bytes);
});

test("uploads to the session the registry named, on its own base URL and with its state", async () => {
  const { registry, connection } = await connectToFake({ prefix: "/r", publicOrigin: "http://registry.internal:5000" });
  const digest = await pushBlob(connection, "app", Buffer.from("x"));
  expect(registry.store.repository("app").blobs.has(digest)).toBe(true);
  expect(registry.requests[1]?.url).toMatch(/^\/r\/v2\/app\/blobs\/uploads\/[^?]+\?_state=[^&]+&digest=sha256%3A/);
});

test.each(["", "http://127.0.0.1:1/elsewhere", "/v2/other/blobs/uploads/1"])(
  "an upload that is to go to %j is refused",
  async (location) => {
    const answer = { status: 202, headers: { location } };
    const { registry, connection } = await connectToFake({ intercept: faultAt("POST ", answer) });
    await expect(pushBlob(connection, "app", Buffer.from("x"))).rejects.toMatchObject({
      code: "registry-bad-response",
    });
    expect(registry.requests).toHaveLength(1);
  },
);

test("a manifest whose parts are missing is refused, with their digests for the log", async () => {
  const { connection } = await connectToFake();
  const child = anImage();
  const index = anIndex([child]);
  const error = { code: "registry-failed", context: { missing: [child.digest] } };
  await expect(putManifest(connection, "app", "v1", index)).rejects.toMatchObject(error);
});

test("nothing is sent twice, even where it failed", async () => {
  const { registry, connection } = await connectToFake({ intercept: () => ({ status: 503 }) });
  await expect(putManifest(connection, "app", "v1", anImage())).rejects.toMatchObject({
    code: "registry-failed",
    context: { stateUnknown: true },
  });
  await expect(pushBlob(connection, "app", Buffer.from("x"))).rejects.toThrow();
  expect(registry.requests.map(({ method }) => method)).toEqual(["PUT", "POST"]);
});

test("a manifest stored under another digest is an error", async () => {
  const answer = { status: 201, headers: { "docker-content-digest": sha256("other") } };
  const { connection } = await connectToFake({ intercept: faultAt("PUT ", answer) });
  await expect(putManifest(connection, "app", "v1", anImage())).rejects.toMatchObject({ code: "digest-mismatch" });
});

test("a manifest is never stored under a digest that isn't its own", async () => {
  const { registry, connection } = await connectToFake();
  await expect(putManifest(connection, "app", sha256("x"), anImage())).rejects.toMatchObject({
    code: "invalid-request",
  });
  expect(registry.requests).toHaveLength(0);
});

test.each([
  ["a pull-through cache", { pullThrough: true }, "pull-through-cache"],
  ["a read-only registry", { readOnly: true }, "registry-read-only"],
])("%s is told by name", async (_, options, code) => {
  const { connection } = await connectToFake(options);
  await expect(pushBlob(connection, "app", Buffer.from("x"))).rejects.toMatchObject({ code });
});
