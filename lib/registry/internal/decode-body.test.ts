import zlib from "node:zlib";
import { describe, expect, test } from "vitest";
import { findManifest } from "@/lib/registry/find-manifest";
import { getBlob } from "@/lib/registry/get-blob";
import { anImage, sha256 } from "@/lib/testing/factories";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import { BodyTooLarge, decodeBody } from "./decode-body";

const text = Buffer.from("x".repeat(10_000));

describe("an answer that comes compressed although nobody asked", () => {
  test.each([
    ["gzip", zlib.gzipSync(text)],
    ["x-gzip", zlib.gzipSync(text)],
    ["deflate", zlib.deflateSync(text)],
    ["br", zlib.brotliCompressSync(text)],
    ["zstd", zlib.zstdCompressSync(text)],
    ["gzip, br", zlib.brotliCompressSync(zlib.gzipSync(text))],
  ])("is read by %s", async (encoding, sent) => {
    expect(await decodeBody(sent, encoding, text.length)).toEqual({ body: text, encodedBody: sent });
    await expect(decodeBody(sent, encoding, text.length - 1)).rejects.toBeInstanceOf(BodyTooLarge);
  });

  test.each(["compress", "gzip", "gzip, gzip, gzip, gzip"])(
    "is taken as it is where %s doesn't fit",
    async (encoding) => {
      expect(await decodeBody(text, encoding, text.length)).toEqual({ body: text });
    },
  );

  test("is a manifest by its digest and by its tag", async () => {
    const { registry, connection } = await connectToFake();
    const image = anImage();
    registry.push("app", "v1", image);
    registry.options.intercept = () => ({
      headers: { "content-type": image.mediaType, "docker-content-digest": image.digest, "content-encoding": "gzip" },
      body: zlib.gzipSync(image.bytes),
    });
    for (const reference of ["v1", image.digest])
      expect((await findManifest(connection, "app", reference))?.bytes).toEqual(image.bytes);
  });

  test("is a blob by either reading: a registry may call the compression of a blob that of its answer", async () => {
    const { registry, connection } = await connectToFake();
    const sent = zlib.gzipSync(text);
    registry.options.intercept = () => ({ headers: { "content-encoding": "gzip" }, body: sent });
    expect(await getBlob(connection, "app", sha256(sent))).toEqual(sent);
    expect(await getBlob(connection, "app", sha256(text))).toEqual(text);
    await expect(getBlob(connection, "app", sha256("other"))).rejects.toMatchObject({ code: "digest-mismatch" });
  });
});

test("a header that comes twice with the same value is one", async () => {
  const { registry, connection } = await connectToFake();
  const image = anImage();
  for (const digest of [[image.digest, image.digest], `${image.digest}, ${image.digest}`]) {
    registry.options.intercept = () => ({
      headers: { "content-type": image.mediaType, "docker-content-digest": digest },
      body: image.bytes,
    });
    expect((await findManifest(connection, "app", "v1"))?.digest).toBe(image.digest);
  }
});
