import { describe, expect, test } from "vitest";
import { anImage } from "@/lib/testing/factories";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import type { FamilyName } from "@/lib/testing/fake-registry/families";
import { faultAt } from "@/lib/testing/fake-registry/faults";
import type { FakeRegistryOptions } from "@/lib/testing/fake-registry/options";
import { getCapabilities } from "./get-capabilities";

const all = { catalog: true, deleteManifest: true, deleteTag: true, referrers: false, readOnly: false };
const open = { ...all, pullThroughCache: false, deleteBlockedBy: null };
const bearer = { kind: "bearer" as const, username: "ann", password: "secret" };
const credentials = { kind: "basic" as const, username: "ann", password: "secret" };

async function withApp(options: FakeRegistryOptions, config = {}) {
  const both = await connectToFake(options, { config });
  both.registry.push("team/app", "v1", anImage());
  return both;
}

describe("tells what each registry can do", () => {
  test.each<[FamilyName, object]>([
    ["distribution-2.8", { ...open, kind: "distribution-2", deleteTag: false }],
    ["distribution-3.0", { ...open, kind: "distribution-3" }],
    ["distribution-3.1", { ...open, kind: "distribution-3" }],
    ["zot", { ...open, kind: "zot", referrers: true }],
    ["harbor", { ...open, kind: "harbor", deleteTag: false, referrers: true }],
    ["quay", { ...open, kind: "quay", referrers: true }],
  ])("%s", async (family, expected) => {
    const { registry, connection } = await withApp({ family, auth: bearer }, { credentials });
    const before = registry.store.outline();
    expect(await getCapabilities(connection, { repository: "team/app" })).toEqual(expected);
    expect(await getCapabilities(connection)).toEqual(expected);
    expect(registry.store.outline()).toEqual(before);
  });
});

describe("says why nothing can be deleted", () => {
  test.each<[string, FakeRegistryOptions, string]>([
    ["deletes switched off in 2.8", { family: "distribution-2.8", deletes: false }, "deletion-disabled"],
    [
      "deletes switched off in 3.0, which forgets that for tags",
      { family: "distribution-3.0", deletes: false },
      "deletion-disabled",
    ],
    ["deletes switched off in 3.1", { deletes: false }, "deletion-disabled"],
    ["read-only", { readOnly: true }, "registry-read-only"],
    ["a pull-through cache", { pullThrough: true }, "pull-through-cache"],
  ])("%s", async (_, options, code) => {
    const { registry, connection } = await withApp(options);
    const before = registry.store.outline();
    expect(await getCapabilities(connection, { repository: "team/app" })).toMatchObject({
      deleteManifest: false,
      deleteTag: false,
      readOnly: code === "registry-read-only",
      pullThroughCache: code === "pull-through-cache",
      deleteBlockedBy: { code, detail: expect.stringMatching(/\w/) },
    });
    expect(registry.store.outline()).toEqual(before);
  });

  test("an account without the right to delete", async () => {
    const grant = (scope: string) => (scope.includes("delete") ? ["pull"] : ["*"]);
    const { connection } = await withApp({ auth: { ...bearer, grant } }, { credentials });
    expect(await getCapabilities(connection)).toMatchObject({
      deleteManifest: false,
      deleteTag: false,
      deleteBlockedBy: { code: "registry-denied" },
    });
  });

  test("the console's own switch, without asking the registry to delete anything", async () => {
    const { registry, connection } = await withApp({}, { readOnly: true });
    expect(await getCapabilities(connection)).toMatchObject({
      deleteManifest: false,
      readOnly: true,
      deleteBlockedBy: { code: "console-read-only" },
    });
    expect(registry.requests.every(({ method }) => method === "GET")).toBe(true);
  });
});

describe("without a repository to ask about", () => {
  test("an empty registry is judged as a whole, and nothing is made in it", async () => {
    const { registry, connection } = await connectToFake();
    expect(await getCapabilities(connection)).toMatchObject({
      deleteManifest: true,
      deleteTag: true,
      deleteBlockedBy: null,
    });
    expect(registry.store.repositories.size).toBe(0);
  });

  test("an empty registry with deletes switched off says so", async () => {
    const { connection } = await connectToFake({ deletes: false });
    expect(await getCapabilities(connection)).toMatchObject({ deleteBlockedBy: { code: "deletion-disabled" } });
  });

  test("an answer about the made-up name alone is no reason to give", async () => {
    const { connection } = await connectToFake({ family: "zot" });
    expect(await getCapabilities(connection)).toMatchObject({ deleteManifest: false, deleteBlockedBy: null });
  });
});

test("a registry without a catalog is one without a catalog", async () => {
  const { connection } = await withApp({ catalog: false });
  expect(await getCapabilities(connection, { repository: "team/app" })).toMatchObject({ ...open, catalog: false });
});

test("a registry that can't be asked throws what is wrong with it", async () => {
  const { registry, connection } = await withApp({});
  registry.options.intercept = faultAt("GET /v2/", { status: 503 });
  await expect(getCapabilities(connection)).rejects.toMatchObject({ code: "registry-failed" });
});

test("a registry that goes away while it is asked throws that, and is asked anew the next time", async () => {
  const { registry, connection } = await withApp({});
  registry.options.intercept = faultAt("DELETE ", { fault: "reset" }, 1);
  await expect(getCapabilities(connection)).rejects.toMatchObject({ code: "registry-unreachable" });
  expect(await getCapabilities(connection)).toMatchObject({ deleteManifest: true });
});

test("what is no CNCF Distribution is never asked to store anything", async () => {
  const { registry, connection } = await withApp({ family: "harbor", auth: bearer, deletes: false }, { credentials });
  expect((await getCapabilities(connection)).deleteBlockedBy?.code).toBe("deletion-disabled");
  expect(registry.countRequests("PUT ")).toBe(0);
});

test("is remembered per repository, until a refresh", async () => {
  const { registry, connection } = await withApp({});
  await Promise.all([getCapabilities(connection), getCapabilities(connection)]);
  const cost = registry.requests.length;
  await getCapabilities(connection);
  expect(registry.requests).toHaveLength(cost);
  registry.options.deletes = false;
  expect((await getCapabilities(connection, { refresh: true })).deleteBlockedBy?.code).toBe("deletion-disabled");
});
