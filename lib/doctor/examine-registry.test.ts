import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { RegistryConfig } from "@/lib/config/config";
import type { DoctorCheck, DoctorPart, Finding } from "@/lib/contract/doctor";
import { holdLease } from "@/lib/jobs/hold-lease";
import { claimRegistry } from "@/lib/jobs/registry-turns";
import { makeTestAuthority } from "@/lib/testing/certificates";
import { anImage } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { faultAt } from "@/lib/testing/fake-registry/faults";
import type { FakeRegistryOptions } from "@/lib/testing/fake-registry/options";
import { closeIndexingConsole, openIndexingConsole, startIndexing } from "@/lib/testing/indexing-console";
import { admin, viewer } from "@/lib/testing/test-console";
import { untilSwept } from "@/lib/testing/until-swept";
import { examineRegistry } from "./examine-registry";

afterEach(closeIndexingConsole);

/** Opens a console for a registry with one tag, which the index has read. */
async function open(options: FakeRegistryOptions = {}, config: Partial<RegistryConfig> = {}): Promise<FakeRegistry> {
  const registry = await openIndexingConsole(options, { config, indexing: null });
  registry.push("team/app", "1.0", anImage());
  startIndexing();
  await untilSwept();
  return registry;
}

async function examine(part?: DoctorPart, again = true, actor = admin): Promise<Map<DoctorCheck, Finding>> {
  const { findings } = await examineRegistry(actor, "local", { part, again });
  return new Map(findings.map((finding) => [finding.check, finding]));
}

const statesOf = (findings: Map<DoctorCheck, Finding>) =>
  Object.fromEntries([...findings].map(([check, { state }]) => [check, state]));

test("a registry that is well is told to be, check by check, and is the same afterwards", async () => {
  const registry = await open({ family: "distribution-2.8" });
  const before = registry.store.outline();
  expect(statesOf(await examine())).toEqual({
    reachable: "ok",
    auth: "ok",
    tls: "ok",
    clock: "ok",
    version: "ok",
    pushes: "ok",
    deletes: "ok",
    descriptorCache: "unknown",
    catalog: "ok",
    tagLists: "ok",
    notifications: "attention",
    danglingTags: "ok",
    brokenTags: "ok",
    missingChildren: "ok",
    layers: "unknown",
    emptyRepositories: "ok",
    untaggedManifests: "ok",
    orphanedReferrers: "ok",
  });
  expect(registry.store.outline()).toEqual(before);
});

test("whatever is not well says what follows and what to do, and whatever can't be told says why", async () => {
  await open({ deletes: false, intercept: faultAt("GET /v2/team/app/manifests/", { status: 500 }) });
  for (const { state, seen, consequence, remedy } of (await examine()).values()) {
    expect(seen).toMatch(/\w.*\.$/);
    if (state === "attention") expect([consequence, remedy]).toEqual([expect.any(String), expect.any(String)]);
  }
});

describe("the way there", () => {
  test("a registry that is gone is broken, and nothing that had to be asked is called well", async () => {
    const registry = await open();
    await registry.close();
    const findings = await examine("connection");
    expect(statesOf(findings)).toEqual({ reachable: "broken", auth: "unknown", tls: "ok", clock: "unknown" });
    expect(findings.get("reachable")?.seen).toContain("the connection was refused");
    expect(Object.values(statesOf(await examine("software")))).toEqual(["unknown", "unknown", "unknown", "unknown"]);
  });

  const auth = { kind: "basic" as const, username: "ann", password: "secret" };

  test("a refused password is broken, while the registry is reachable", async () => {
    const credentials = { ...auth, password: "wrong" };
    await openIndexingConsole({ auth }, { config: { credentials }, indexing: null });
    const findings = await examine("connection");
    expect(statesOf(findings)).toMatchObject({ reachable: "ok", auth: "broken", clock: "ok" });
    expect(JSON.stringify([...findings.values()])).not.toContain("wrong");
  });

  test("is looked at anew after a while, and sooner when that is asked for", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const registry = await openIndexingConsole({ auth }, { config: { credentials: auth }, indexing: null });
    expect((await examine("connection", false)).get("auth")?.state).toBe("ok");
    registry.options.auth = { ...auth, password: "another" };
    expect((await examine("connection", false)).get("auth")?.state).toBe("ok");
    expect((await examine("connection", true)).get("auth")?.state).toBe("broken");
    registry.options.auth = auth;
    vi.setSystemTime(Date.now() + 31_000);
    expect((await examine("connection", false)).get("auth")?.state).toBe("ok");
  });

  test("a clock that is wrong is told", async () => {
    const date = new Date(Date.now() - 600_000).toUTCString();
    const registry = await open();
    registry.options.intercept = ({ url }) => (url === "/v2/" ? { headers: { date }, body: "{}" } : undefined);
    expect((await examine("connection")).get("clock")).toMatchObject({
      state: "broken",
      seen: expect.stringMatching(/^The registry's clock is (9 m 5\d|10 m \d) s behind the console's\.$/),
    });
  });

  test.each<
    [
      string,
      { expired?: boolean; daysLeft?: number; names?: string[]; addresses?: string[] },
      "trusted" | "unknown",
      object,
    ]
  >([
    ["a good certificate", {}, "trusted", { reachable: "ok", tls: "ok" }],
    ["one that expires soon", { daysLeft: 0.2 }, "trusted", { reachable: "ok", tls: "attention" }],
    ["one that has expired", { expired: true }, "trusted", { reachable: "broken", tls: "broken" }],
    [
      "one for another host",
      { names: ["elsewhere"], addresses: [] },
      "trusted",
      { reachable: "broken", tls: "broken" },
    ],
    ["one of an unknown authority", {}, "unknown", { reachable: "broken", tls: "broken" }],
  ])("%s", async (_, issue, known, states) => {
    const authority = makeTestAuthority();
    const ca = known === "trusted" ? authority.cert : null;
    await openIndexingConsole({ tls: authority.issue(issue) }, { config: { ca }, indexing: null });
    expect(statesOf(await examine("connection"))).toMatchObject(states);
  });
});

describe("the registry itself", () => {
  test("deletes that are switched off come with the lines that switch them on", async () => {
    await open({ deletes: false });
    expect((await examine("software")).get("deletes")).toMatchObject({
      state: "attention",
      code: "deletes.off",
      lines: expect.stringContaining("enabled: true"),
    });
  });

  test("3.0, which deletes tags although deletes are off, is found out without a loss", async () => {
    const registry = await open({ family: "distribution-3.0", deletes: false });
    const before = registry.store.outline();
    expect((await examine("software")).get("deletes")).toMatchObject({
      state: "attention",
      code: "deletes.offButTags",
    });
    expect(registry.store.outline()).toEqual(before);
  });

  test.each<[string, FakeRegistryOptions, object]>([
    ["a read-only registry", { readOnly: true }, { pushes: "attention", deletes: "unknown" }],
    ["a pull-through cache", { pullThrough: true }, { pushes: "ok", deletes: "unknown" }],
    ["software of which nothing is known", { family: "harbor" }, { version: "unknown", pushes: "ok", deletes: "ok" }],
  ])("%s", async (_, options, states) => {
    await open(options);
    expect(statesOf(await examine("software"))).toMatchObject(states);
  });

  test("nothing is tried in a registry that the console is set to leave as it is", async () => {
    const registry = await open({}, { readOnly: true });
    expect(statesOf(await examine("software"))).toMatchObject({ pushes: "unknown", deletes: "unknown" });
    expect(registry.requests.every(({ method }) => method === "GET" || method === "HEAD")).toBe(true);
  });

  test("many who look at once cost the registry one look, and who looks soon after none", async () => {
    const registry = await open();
    await Promise.all([examine("software"), examine("software"), examine("software", false)]);
    const pushes = registry.countRequests("POST ");
    expect(pushes).toBe(1);
    await examine("software", false);
    expect(registry.countRequests("POST ")).toBe(1);
    await examine("software", true, viewer);
    expect(registry.countRequests("POST ")).toBe(1);
    await examine("software");
    expect(registry.countRequests("POST ")).toBe(2);
  });

  test.each(["this console", "another one"])("nothing is tried while a collection of %s has it", async (whose) => {
    const registry = await open({ readOnly: true });
    const before = registry.requests.length;
    const look = async () => {
      const findings = await examine("software");
      expect(statesOf(findings)).toMatchObject({ version: "unknown", pushes: "unknown", deletes: "unknown" });
      expect(findings.get("pushes")?.seen).toContain("A garbage collection is in progress.");
      expect(registry.requests.length).toBe(before);
    };
    if (whose === "this console") await claimRegistry("local", look);
    else {
      const lease = await holdLease("claim:local");
      await look().finally(() => lease?.release());
    }
    expect((await examine("software")).get("pushes")?.seen).toBe("The registry is read-only.");
  });
});

test("a repository that holds nothing but signatures is not empty", async () => {
  const registry = await openIndexingConsole({}, { indexing: null });
  registry.push("signatures", `sha256-${"0".repeat(64)}.sig`, anImage());
  startIndexing();
  await untilSwept();
  expect((await examine("contents")).get("emptyRepositories")?.state).toBe("ok");
});

test("only people who are signed in are told, and only of registries that there are", async () => {
  await open();
  const query = { again: false };
  await expect(examineRegistry(null, "local", query)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(examineRegistry(admin, "nowhere", query)).rejects.toMatchObject({ code: "registry-not-found" });
});
