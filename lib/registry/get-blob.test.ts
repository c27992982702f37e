import { expect, test } from "vitest";
import { aBlob, sha256 } from "@/lib/testing/factories";
import { startFakeRegistry } from "@/lib/testing/fake-registry";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import { getBlob } from "./get-blob";
import { hasBlob } from "./has-blob";

const blob = aBlob("some config");

test("reads a blob and verifies it", async () => {
  const { registry, connection } = await connectToFake();
  registry.store.repository("app").blobs.set(blob.digest, blob.bytes);
  expect(await getBlob(connection, "app", blob.digest, { maxBytes: 100 })).toEqual(blob.bytes);
});

test("any flipped bit is an error", async () => {
  const { registry, connection } = await connectToFake();
  const stored = registry.store.repository("app").blobs;
  for (let at = 0; at < blob.bytes.length; at++) {
    const flipped = Buffer.from(blob.bytes);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    stored.set(blob.digest, flipped);
    await expect(getBlob(connection, "app", blob.digest)).rejects.toMatchObject({ code: "digest-mismatch" });
  }
});

test("a blob of exactly the allowed size is read, one byte more is refused", async () => {
  const { registry, connection } = await connectToFake();
  registry.store.repository("app").blobs.set(blob.digest, blob.bytes);
  const maxBytes = blob.bytes.length;
  expect(await getBlob(connection, "app", blob.digest, { maxBytes })).toEqual(blob.bytes);
  const tooSmall = getBlob(connection, "app", blob.digest, { maxBytes: maxBytes - 1 });
  await expect(tooSmall).rejects.toMatchObject({ code: "registry-bad-response" });
});

test("a blob that isn't there is said not to be there", async () => {
  const { registry, connection } = await connectToFake();
  registry.store.repository("app").blobs.set(blob.digest, blob.bytes);
  await expect(getBlob(connection, "app", sha256("x"))).rejects.toMatchObject({ code: "blob-not-found" });
  expect(await hasBlob(connection, "app", sha256("x"))).toBe(false);
  expect(await hasBlob(connection, "app", blob.digest)).toBe(true);
});

test("a redirect to other storage is followed with nothing that was meant for the registry", async () => {
  const storage = await startFakeRegistry({ intercept: () => ({ body: blob.bytes }) });
  const { registry, connection } = await connectToFake(
    {
      auth: { kind: "basic", username: "ann", password: "secret" },
      redirectBlobs: () => `${storage.url}/bucket/blob?signature=abc`,
    },
    { config: { credentials: { kind: "basic", username: "ann", password: "secret" } } },
  );
  registry.store.repository("app").blobs.set(blob.digest, blob.bytes);
  expect(await getBlob(connection, "app", blob.digest)).toEqual(blob.bytes);
  const [request] = storage.requests;
  expect(request?.url).toBe("/bucket/blob?signature=abc");
  expect(Object.keys(request?.headers ?? {}).toSorted()).toEqual(["accept", "connection", "host", "user-agent"]);
  await storage.close();
});

test.each([401, 403, 404, 500])("an answer %i of other storage is that storage's failure", async (status) => {
  const headers = { "www-authenticate": 'Basic realm="give me your password"' };
  const storage = await startFakeRegistry({ intercept: () => ({ status, headers }) });
  const credentials = { kind: "basic" as const, username: "ann", password: "secret" };
  const { registry, connection } = await connectToFake(
    { auth: credentials, redirectBlobs: () => `${storage.url}/blob` },
    { config: { credentials } },
  );
  registry.store.repository("app").blobs.set(blob.digest, blob.bytes);
  const error = { code: "registry-failed", detail: expect.stringContaining(storage.host) };
  await expect(getBlob(connection, "app", blob.digest)).rejects.toMatchObject(error);
  expect(storage.requests.every((request) => request.headers.authorization === undefined)).toBe(true);
  await storage.close();
});

test.each([
  ["a link-local address", "http://169.254.169.254/latest/meta-data/", "registry-unreachable"],
  ["a link-local address in IPv6 clothes", "http://[::ffff:169.254.169.254]/", "registry-unreachable"],
  ["no web address", "file:///etc/passwd", "registry-bad-response"],
  ["credentials in the URL", "http://user:pass@127.0.0.1/", "registry-bad-response"],
  ["nothing", "", "registry-bad-response"],
])("a redirect to %s is not followed", async (_, location, code) => {
  const { registry, connection } = await connectToFake({ redirectBlobs: () => location });
  registry.store.repository("app").blobs.set(blob.digest, blob.bytes);
  await expect(getBlob(connection, "app", blob.digest)).rejects.toMatchObject({ code });
});

test("three redirects are followed, a fourth is not", async () => {
  const hops =
    (count: number) =>
    ({ url }: { url: string }) => {
      const at = Number(new URLSearchParams(url.split("?")[1]).get("hop") ?? 0);
      if (at === count) return { body: blob.bytes };
      return { status: 307, headers: { location: `/v2/app/blobs/${blob.digest}?hop=${at + 1}` } };
    };
  const { registry, connection } = await connectToFake({ intercept: hops(3) });
  expect(await getBlob(connection, "app", blob.digest)).toEqual(blob.bytes);
  registry.options.intercept = hops(4);
  await expect(getBlob(connection, "app", blob.digest)).rejects.toMatchObject({ code: "registry-bad-response" });
});
