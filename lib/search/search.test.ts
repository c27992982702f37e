import { afterEach, expect, test } from "vitest";
import { searchQuerySchema } from "@/lib/contract/search";
import { anImage, anIndex } from "@/lib/testing/factories";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { find, labelled, lines, openSearched } from "@/lib/testing/searched-console";
import { admin } from "@/lib/testing/test-console";
import { untilSwept } from "@/lib/testing/until-swept";
import { search } from "./search";

afterEach(closeIndexingConsole);

test("finds repositories and tags by any part of their names, the closest first", async () => {
  await openSearched((registry) => {
    for (const name of ["team/api", "api", "apis/web", "web/my-api", "rapids"]) registry.push(name, "1.4.2", anImage());
    for (const tag of ["v1.4", "1.4", "1.10", "2024-1.4-rc", "21.4"]) registry.push("team/api", tag, anImage());
  });
  expect(await lines("API")).toEqual(
    ["api", "team/api", "apis/web", "web/my-api", "rapids"].map((name) => `repository ${name}`),
  );
  expect(await lines("1.4")).toEqual([
    "tag team/api:1.4",
    "tag team/api:v1.4",
    "tag-name 1.4.2 in 5",
    "tag team/api:2024-1.4-rc",
    "tag team/api:21.4",
  ]);
});

test("words narrow each other, in any order, and so does a reference", async () => {
  await openSearched((registry) => {
    for (const name of ["payments/api", "payments/web", "billing/api"])
      for (const tag of ["1.4.0", "1.5.0"]) registry.push(name, tag, anImage());
    registry.push("payments/web", "1.4.0-api", anImage());
  });
  expect(await lines("pay api")).toContain("repository payments/api");
  expect(await lines("pay web")).toContain("repository payments/web");
  for (const query of ["payments/api 1.4", "1.4 payments/api", "payments/api:1.4", "api pay 1.4"])
    expect((await lines(query))[0], query).toBe("tag payments/api:1.4.0");
  expect(await lines("billing/api:")).toEqual(["repository billing/api"]);
  expect(await lines("web 1.4 api")).toEqual(["tag payments/web:1.4.0-api"]);
  expect(await lines("billing 1.4 web")).toEqual([]);
});

test("a tag that many repositories have is one hit, and each of them by its name", async () => {
  await openSearched((registry) => {
    for (const name of ["a/one", "a/two", "b/three", "b/four"]) registry.push(name, "latest", anImage());
  });
  expect(await lines("late")).toEqual(["tag-name latest in 4"]);
  expect((await lines({ tag: "latest" })).sort()).toEqual(
    ["a/one", "a/two", "b/four", "b/three"].map((name) => `tag ${name}:latest`),
  );
  expect(await lines({ tag: "latest", query: "two" })).toEqual(["tag a/two:latest"]);
  expect(await lines({ tag: "late" })).toEqual([]);
});

test("finds what a digest is by its first digits, and where it is", async () => {
  const [amd64, arm64] = [anImage({ layers: 2 }), anImage()];
  const index = anIndex([amd64, arm64]);
  await openSearched((registry) => {
    registry.push("team/multi", "1.0", index);
    registry.push("team/copy", "2.0", amd64);
  });
  const [config, layer] = amd64.blobs.map((blob) => blob.digest);
  const hexOf = (digest = "") => digest.slice("sha256:".length);
  for (const digest of [
    index.digest,
    index.digest.slice(0, 14),
    hexOf(index.digest).slice(0, 7),
    hexOf(index.digest).slice(0, 6).toUpperCase(),
  ])
    expect(await lines(digest), digest).toContain("index team/multi 1.0");
  expect(await lines(amd64.digest)).toEqual(["image team/copy 2.0"]);
  expect(await lines(arm64.digest)).toEqual(["platform team/multi 1.0"]);
  expect(await lines(config as string)).toEqual(["config team/copy:2.0 of 1"]);
  expect(await lines(layer as string)).toEqual(["layer team/copy:2.0 of 1"]);
  expect(await lines(arm64.blobs[1]?.digest as string)).toEqual(["layer team/multi:null of 1"]);
  expect(await lines(`multi@${hexOf(amd64.digest)}`)).toEqual(["platform team/multi 1.0"]);
  expect(await lines(`sha512:${hexOf(index.digest).slice(0, 8)}`)).toEqual([]);
  expect(await lines(hexOf(index.digest).slice(0, 5))).toEqual([]);
});

test("whatever is typed is taken for text", async () => {
  await openSearched((registry) => registry.push("team/app", "1_0", labelled({ squad: "100% done" })));
  for (const query of [
    "%",
    "_",
    "1%0",
    "'",
    '"',
    "*",
    "(",
    "a OR b",
    "NEAR(a b)",
    "\\",
    "\u{10FFFF}",
    "\0",
    "-",
    "--",
    "=",
    "==",
    "a\nb",
    "x".repeat(200),
  ])
    expect(Array.isArray(await find(query)), query).toBe(true);
  expect(await lines("1_0")).toEqual(["tag team/app:1_0"]);
  expect(await lines("1%0")).toEqual([]);
  expect(await lines("app %")).toEqual([]);
  expect(() => searchQuerySchema.parse({ query: "x".repeat(201) })).toThrow();
});

test("says which registries may hold more than it knows", async () => {
  const registry = await openIndexingConsole({ latencyMs: 50 });
  registry.push("team/app", "1.0", anImage());
  const ask = () => search(admin, searchQuerySchema.parse({ query: "app" }));
  expect(await ask()).toEqual({ items: [], incomplete: ["local"] });
  await untilSwept();
  expect((await ask()).incomplete).toEqual([]);
});

test("is for those who are signed in, and for registries that there are", async () => {
  await openSearched((registry) => registry.push("team/app", "1.0", anImage()));
  await expect(search(null, searchQuerySchema.parse({ query: "app" }))).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(find({ query: "app", registry: "other" })).rejects.toMatchObject({ code: "registry-not-found" });
  expect(await lines({ query: "app", registry: "local" })).toEqual(["repository team/app"]);
});
