import { describe, expect, test } from "vitest";
import type { RegistryConfig } from "@/lib/config/config";
import { makeTestAuthority } from "@/lib/testing/certificates";
import { connectBeside, connectToReal, pushTo } from "@/lib/testing/connect-to-real";
import { anImage } from "@/lib/testing/factories";
import { findRealPrograms } from "@/lib/testing/real-registry";
import { checkHealth } from "./check-health";
import { deleteManifest } from "./delete-manifest";
import { getCapabilities } from "./get-capabilities";
import { listRepositories } from "./list-repositories";
import { listTags } from "./list-tags";
import { pushBlob } from "./push-blob";

// How the real programs on this machine are accessed, and which actions they permit; real-registries.test.ts reports
// the missing ones.
const programs = findRealPrograms();
if (programs.length === 0) test.skip("SKIPPED: no registry program on the PATH or in ~/go/bin", () => undefined);

// The hash of "secret", at a cost low enough for a test.
const htpasswd = "ann:$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW\n";

describe.each(programs)("$name ($kind)", (program) => {
  const isDistribution = program.kind !== "zot";

  test("its capabilities are found out without a trace", async () => {
    const { connection } = await connectToReal(program);
    await pushTo(connection, "app", "v1", anImage());
    const expected = {
      kind: program.kind,
      catalog: true,
      deleteManifest: true,
      deleteTag: program.kind !== "distribution-2",
      referrers: !isDistribution,
      readOnly: false,
      pullThroughCache: false,
      deleteBlockedBy: null,
    };
    expect(await getCapabilities(connection, { repository: "app" })).toEqual(expected);
    expect(await getCapabilities(connection)).toEqual(expected);
    expect((await listTags(connection, "app")).tags).toEqual(["v1"]);
  });

  test.runIf(isDistribution)("an empty registry tells what it can do, and stays empty", async () => {
    const { connection } = await connectToReal(program);
    expect((await listRepositories(connection)).names).toEqual([]);
    expect(await getCapabilities(connection)).toMatchObject({ deleteManifest: true, deleteBlockedBy: null });
    expect((await listRepositories(connection)).names).toEqual([]);
  });

  test.runIf(isDistribution)("deletes switched off are recognised", async () => {
    const { connection } = await connectToReal(program, { deletes: false });
    const image = anImage();
    await pushTo(connection, "app", "v1", image);
    const blocked = { deleteManifest: false, deleteTag: false, pullThroughCache: false };
    expect(await getCapabilities(connection)).toMatchObject({
      ...blocked,
      deleteBlockedBy: { code: "deletion-disabled" },
    });
    const refused = deleteManifest(connection, "app", image.digest);
    await expect(refused).rejects.toMatchObject({ code: "deletion-disabled" });
    expect((await listTags(connection, "app")).tags).toEqual(["v1"]);
  });

  test.runIf(isDistribution)("read-only mode is recognised", async () => {
    const { connection } = await connectToReal(program, { readOnly: true });
    expect(await getCapabilities(connection)).toMatchObject({
      readOnly: true,
      deleteBlockedBy: { code: "registry-read-only" },
    });
    const refused = pushBlob(connection, "app", Buffer.from("x"));
    await expect(refused).rejects.toMatchObject({ code: "registry-read-only" });
  });

  test.runIf(isDistribution)("a pull-through cache is recognised, and told from deletes switched off", async () => {
    const { registry, connection: upstream } = await connectToReal(program);
    await pushTo(upstream, "app", "v1", anImage());
    const { connection } = await connectToReal(program, { proxyOf: registry.url });
    expect((await listTags(connection, "app")).tags).toEqual(["v1"]);
    expect(await getCapabilities(connection, { repository: "app" })).toMatchObject({
      pullThroughCache: true,
      deleteBlockedBy: { code: "pull-through-cache" },
    });
    const refused = pushBlob(connection, "app", Buffer.from("x"));
    await expect(refused).rejects.toMatchObject({ code: "pull-through-cache" });
  });

  test("a password opens it, and a wrong one is said to be wrong", async () => {
    const credentials = { kind: "basic" as const, username: "ann", password: "secret" };
    const { registry, connection } = await connectToReal(program, { htpasswd }, { credentials });
    await pushTo(connection, "app", "v1", anImage());
    expect((await listTags(connection, "app")).tags).toEqual(["v1"]);
    for (const other of [{ ...credentials, password: "wrong" }, { kind: "none" as const }]) {
      const stranger = connectBeside(registry, { credentials: other });
      await expect(listTags(stranger, "app")).rejects.toMatchObject({ code: "registry-unauthorized" });
      expect(await checkHealth(stranger)).toMatchObject({ state: "degraded" });
    }
  });

  test.runIf(isDistribution)("certificates of an own authority work in both directions", async () => {
    const authority = makeTestAuthority();
    const tls = { ...authority.issue(), clientCa: authority.cert };
    const clientCertificate = authority.issue({ names: ["console"] });
    const { registry, connection } = await connectToReal(program, { tls }, { ca: authority.cert, clientCertificate });
    expect((await listRepositories(connection)).names).toEqual([]);
    // A server that wants a client certificate closes the connection without a reason, so the error can only guess.
    const cases: [Partial<RegistryConfig>, object][] = [
      [{ clientCertificate }, { code: "registry-certificate", detail: expect.stringContaining("REGISTRY_CA_FILE") }],
      [{ ca: authority.cert }, { detail: expect.stringContaining("client certificate") }],
    ];
    for (const [config, error] of cases) {
      const other = connectBeside(registry, config);
      await expect(listRepositories(other)).rejects.toMatchObject(error);
    }
  });

  test.runIf(isDistribution)("plain http to a registry that speaks TLS is explained", async () => {
    const { registry } = await connectToReal(program, { tls: makeTestAuthority().issue() });
    const other = connectBeside({ url: registry.url.replace("https:", "http:") }, {});
    await expect(listRepositories(other)).rejects.toMatchObject({ detail: expect.stringContaining("https://") });
  });
});
