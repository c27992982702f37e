import { expect, test } from "vitest";
import { makeTestAuthority } from "@/lib/testing/certificates";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import { inspectCertificate } from "./inspect-certificate";

const dayMs = 86_400_000;

test("a trusted certificate is told with its names, its issuer and its time", async () => {
  const authority = makeTestAuthority("Harbour authority");
  const { registry, connection } = await connectToFake({ tls: authority.issue() }, { config: { ca: authority.cert } });
  const { refusal, protocol, chain } = await inspectCertificate(connection);
  expect({ refusal, protocol }).toEqual({ refusal: null, protocol: "TLSv1.3" });
  expect(chain[0]).toMatchObject({
    subject: "localhost",
    issuer: "Harbour authority",
    names: ["localhost", "127.0.0.1"],
  });
  expect((chain[0]?.validTo ?? 0) - Date.now()).toBeGreaterThan(29 * dayMs);
  expect(registry.requests).toEqual([]);
});

test.each([
  ["of an authority nobody knows", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", {}, false],
  ["that has expired", "CERT_HAS_EXPIRED", { expired: true }, true],
  ["for another host", "ERR_TLS_CERT_ALTNAME_INVALID", { names: ["elsewhere"], addresses: [] }, true],
] as const)("a certificate %s is told all the same, with why it is refused", async (_, code, issue, known) => {
  const authority = makeTestAuthority();
  const tls = authority.issue(issue as object);
  const { connection } = await connectToFake({ tls }, { config: { ca: known ? authority.cert : null } });
  const { refusal, chain } = await inspectCertificate(connection);
  expect(refusal).toBe(code);
  expect(chain[0]?.issuer).toBe("Test authority");
});

test("what verification would say is told although it is switched off", async () => {
  const tls = makeTestAuthority().issue({ expired: true });
  const { connection } = await connectToFake({ tls }, { config: { skipVerify: true } });
  expect((await inspectCertificate(connection)).refusal).not.toBeNull();
});

test("a server that wants a client certificate shows its own, and gets none", async () => {
  const authority = makeTestAuthority();
  const clientCertificate = authority.issue({ names: ["console"] });
  const tls = { ...authority.issue(), clientCa: authority.cert };
  const { connection } = await connectToFake({ tls }, { config: { ca: authority.cert, clientCertificate } });
  const { refusal, chain } = await inspectCertificate(connection);
  expect([refusal, chain[0]?.subject]).toEqual([null, "localhost"]);
});

test("a registry that speaks no TLS is an error", async () => {
  const { registry, connection } = await connectToFake({}, {});
  const url = registry.url.replace("http:", "https:");
  const beside = { ...connection, baseUrl: new URL(url) };
  await expect(inspectCertificate(beside)).rejects.toMatchObject({ code: "registry-unreachable" });
});

test("an address that is never reached is not reached by this either", async () => {
  const { connection } = await connectToFake();
  const beside = { ...connection, baseUrl: new URL("https://169.254.169.254") };
  await expect(inspectCertificate(beside)).rejects.toMatchObject({ code: "registry-unreachable" });
});
