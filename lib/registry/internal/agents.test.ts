import { describe, expect, test } from "vitest";
import { connectTo } from "@/lib/registry/connection";
import { findManifest } from "@/lib/registry/find-manifest";
import { getBlob } from "@/lib/registry/get-blob";
import { makeTestAuthority } from "@/lib/testing/certificates";
import { anImage } from "@/lib/testing/factories";
import { startFakeRegistry } from "@/lib/testing/fake-registry";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import { aRegistryConfig } from "@/lib/testing/fake-registry/registry-config";
import { isNoFurtherInside } from "./agents";

const authority = makeTestAuthority();
const server = authority.issue();

describe("certificates", () => {
  test("an own authority is trusted when it is configured", async () => {
    const { registry, connection } = await connectToFake({ tls: server }, { config: { ca: authority.cert } });
    registry.push("app", "v1", anImage());
    expect(await findManifest(connection, "app", "v1")).not.toBeNull();
  });

  test("an unknown authority is an error that names the setting", async () => {
    const { connection } = await connectToFake({ tls: server });
    await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject({
      code: "registry-certificate",
      detail: expect.stringContaining("REGISTRY_CA_FILE"),
    });
  });

  test.each([
    ["another authority", server, makeTestAuthority("Other").cert],
    ["another host", authority.issue({ names: ["other.example"], addresses: [] }), authority.cert],
    ["a day that has passed", authority.issue({ expired: true }), authority.cert],
  ])("a certificate of %s is refused, without a second try", async (_, tls, ca) => {
    const { registry, connection } = await connectToFake({ tls }, { config: { ca } });
    await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject({ code: "registry-certificate" });
    expect(registry.requests).toHaveLength(0);
  });

  test("skip-verify trusts anything", async () => {
    const { registry, connection } = await connectToFake({ tls: server }, { config: { skipVerify: true } });
    registry.push("app", "v1", anImage());
    expect(await findManifest(connection, "app", "v1")).not.toBeNull();
  });

  test("a client certificate opens a registry that asks for one", async () => {
    const clientCertificate = authority.issue({ names: ["console"] });
    const tls = { ...server, clientCa: authority.cert };
    const { registry, connection } = await connectToFake(
      { tls },
      { config: { ca: authority.cert, clientCertificate } },
    );
    registry.push("app", "v1", anImage());
    expect(await findManifest(connection, "app", "v1")).not.toBeNull();
  });

  test("without the client certificate the error says what may be missing", async () => {
    const tls = { ...server, clientCa: authority.cert };
    const { connection } = await connectToFake({ tls }, { config: { ca: authority.cert } });
    await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject({
      code: "registry-unreachable",
      detail: expect.stringContaining("client certificate"),
    });
  });

  test("https to a registry that speaks plain http is told apart from a wrong certificate", async () => {
    const registry = await startFakeRegistry();
    const connection = connectTo(aRegistryConfig(registry.url.replace("http:", "https:")), { retryBaseMs: 1 });
    await expect(findManifest(connection, "app", "v1")).rejects.toMatchObject({
      code: "registry-unreachable",
      detail: expect.stringContaining("http://"),
    });
    await connection.close();
    await registry.close();
  });
});

test("a redirect from https to plain http is not followed", async () => {
  const storage = await startFakeRegistry();
  const { registry, connection } = await connectToFake(
    { tls: server, redirectBlobs: () => `${storage.url}/blob` },
    { config: { ca: authority.cert } },
  );
  const image = anImage();
  registry.push("app", "v1", image);
  const digest = image.blobs[0]?.digest ?? "";
  await expect(getBlob(connection, "app", digest)).rejects.toMatchObject({ code: "registry-bad-response" });
  expect(storage.requests).toHaveLength(0);
  await storage.close();
});

test.each([
  ["93.184.216.34", "93.184.216.34", true],
  ["10.0.0.7", "93.184.216.34", false],
  ["127.0.0.1", "93.184.216.34", false],
  ["93.184.216.34", "10.0.0.7", true],
  ["10.9.9.9", "10.0.0.7", true],
  ["127.0.0.1", "10.0.0.7", false],
  ["127.0.0.1", "127.0.0.1", true],
  ["169.254.169.254", "127.0.0.1", false],
  ["93.184.216.34", "", false],
])("a redirect to %s from a registry at %s is followed: %s", (address, from, followed) => {
  expect(isNoFurtherInside(address, from)).toBe(followed);
});
