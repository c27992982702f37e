import { describe, expect, test } from "vitest";
import { anImage } from "@/lib/testing/factories";
import { connectToFake } from "@/lib/testing/fake-registry/connect-to-fake";
import type { FamilyName } from "@/lib/testing/fake-registry/families";
import { families } from "@/lib/testing/fake-registry/families";
import { endlessPages, faultAt, htmlPage } from "@/lib/testing/fake-registry/faults";
import { listRepositories } from "./list-repositories";

const json = (body: unknown, headers = {}) => ({
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

describe("lists every repository, once, whatever the page size", () => {
  test.each(Object.keys(families) as FamilyName[])("%s", async (family) => {
    const { registry, connection } = await connectToFake({ family });
    const names = Array.from({ length: 1234 }, (_, at) => `team-${at % 7}/app${at}`);
    for (const name of names) registry.store.repository(name);
    const list = await listRepositories(connection);
    expect(list.names.toSorted()).toEqual(names.toSorted());
    expect(list).toMatchObject({ truncated: false, refused: 0 });
  });

  test("a registry that allows only small pages", async () => {
    const { registry, connection } = await connectToFake({ quirks: { catalogMaxEntries: 50 } });
    for (let at = 0; at < 320; at++) registry.store.repository(`app${at}`);
    expect((await listRepositories(connection)).names).toHaveLength(320);
  });
});

test("takes the repositories of the configuration where there is no catalog, without a request", async () => {
  const config = { catalog: { kind: "listed" as const, repositories: ["team/app"] } };
  const { registry, connection } = await connectToFake({ catalog: false }, { config });
  expect((await listRepositories(connection)).names).toEqual(["team/app"]);
  expect(registry.requests).toHaveLength(0);
});

test("follows links on its own base URL, whatever host and prefix they name", async () => {
  const { registry, connection } = await connectToFake({
    prefix: "/registry",
    publicOrigin: "http://registry.internal:5000",
    quirks: { catalogMaxEntries: 1000 },
  });
  for (let at = 0; at < 2500; at++) registry.store.repository(`app${at}`);
  expect((await listRepositories(connection)).names).toHaveLength(2500);
  expect(registry.requests.every(({ url }) => url.startsWith("/registry/v2/_catalog"))).toBe(true);
});

test("an empty registry is an empty list", async () => {
  const { registry, connection } = await connectToFake();
  expect((await listRepositories(connection)).names).toEqual([]);
  registry.options.intercept = faultAt("GET /v2/_catalog", json({ repositories: null }));
  expect((await listRepositories(connection)).names).toEqual([]);
});

describe("an answer that is no catalog is an error, never an empty list", () => {
  test.each([
    ["a web page", htmlPage],
    ["no JSON", { headers: { "content-type": "application/json" }, body: "{" }],
    ["nothing", { headers: { "content-type": "application/json" }, body: "" }],
    ["JSON without the list", json({})],
    ["a list of the wrong type", json({ repositories: "app" })],
    ["an array", json([])],
    ["names of the wrong type", json({ repositories: ["app", 7] })],
    ["JSON nested 200,000 deep", { body: `${"[".repeat(200_000)}${"]".repeat(200_000)}` }],
    ["a page of more than 4 MiB", json({ repositories: ["a".repeat(4 * 1024 * 1024)] })],
  ])("%s", async (_, answer) => {
    const { connection } = await connectToFake({ intercept: faultAt("GET /v2/_catalog", answer) });
    await expect(listRepositories(connection)).rejects.toMatchObject({ code: "registry-bad-response" });
  });
});

test("names that break the grammar are left out and counted", async () => {
  const hostile = ["../../etc/passwd", "App", "a//b", "<svg onload=alert(1)>", "a".repeat(256), "", "app\u202e"];
  const { connection } = await connectToFake({
    intercept: faultAt("GET /v2/_catalog", json({ repositories: ["good/app", ...hostile] })),
  });
  expect(await listRepositories(connection)).toEqual({
    names: ["good/app"],
    truncated: false,
    refused: hostile.length,
  });
});

test("a link that leads back is an error", async () => {
  const page = json({ repositories: ["app"] }, { link: '</v2/_catalog?last=app&n=1>; rel="next"' });
  const { registry, connection } = await connectToFake({ intercept: faultAt("GET /v2/_catalog", page) });
  await expect(listRepositories(connection)).rejects.toMatchObject({ code: "registry-bad-response" });
  expect(registry.requests).toHaveLength(2);
});

test("pages that go on without anything new are an error", async () => {
  let at = 0;
  const { registry, connection } = await connectToFake({
    intercept: () => json({ repositories: ["app"] }, { link: `</v2/_catalog?last=${at++}>; rel="next"` }),
  });
  await expect(listRepositories(connection)).rejects.toMatchObject({ code: "registry-bad-response" });
  expect(registry.requests.length).toBeLessThan(50);
});

test("a link to something else than the catalog is not followed", async () => {
  const page = json(
    { repositories: ["app"] },
    { link: '<http://127.0.0.1:1/admin/delete-everything?x=1>; rel="next"' },
  );
  const { registry, connection } = await connectToFake({ intercept: faultAt("GET /v2/_catalog", page) });
  await expect(listRepositories(connection)).rejects.toMatchObject({ code: "registry-bad-response" });
  expect(registry.requests).toHaveLength(1);
});

test("an endless catalog ends as truncated", async () => {
  const { registry, connection } = await connectToFake({ intercept: endlessPages("GET /v2/_catalog", "repositories") });
  expect(await listRepositories(connection)).toMatchObject({ truncated: true });
  expect(registry.requests).toHaveLength(10_000);
});

test("ends when the caller has gone", async () => {
  const { connection } = await connectToFake({ intercept: endlessPages("GET /v2/_catalog", "repositories") });
  const controller = new AbortController();
  const list = listRepositories(connection, { signal: controller.signal });
  controller.abort(new Error("gone"));
  await expect(list).rejects.toThrow("gone");
});

test("a whole catalog of 5,000 repositories costs five requests", async () => {
  const { registry, connection } = await connectToFake();
  for (let at = 0; at < 5000; at++) registry.store.repository(`app${at}`);
  registry.push("app0", "v1", anImage());
  await listRepositories(connection);
  expect(registry.requests).toHaveLength(5);
});
