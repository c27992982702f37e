import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { basePathMistake, locationBelow, readBasePath, withoutBasePath } from "./base-path.mjs";

test.each(["", "/registry", "/tools/registry", "/a.b_c~d-1"])("%j can be a base path", (path) => {
  expect(basePathMistake(path)).toBeNull();
});

test.each(["registry", "/", "//evil", "/a//b", "/a b", "/ä", "/..", "/a/../b", "/%2e", '/"onload=', "/a/.."])(
  "%j can't be one",
  (path) => expect(basePathMistake(path)).toMatch(/^must be a path/),
);

test("no path of the console itself can be the base path", () => {
  const folders = (path: string) =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  const names = [...folders("app"), ...folders("app/(console)"), ...readdirSync("public"), "_next"];
  const served = names.filter((name) => !name.startsWith("("));
  expect(served).toContain("storage");
  for (const name of served) expect([name, basePathMistake(`/${name}`)]).toEqual([name, expect.any(String)]);
});

test("the environment may have a slash at its end", () => {
  expect(readBasePath({ BASE_PATH: " /registry/ " })).toBe("/registry");
  expect(readBasePath({})).toBe("");
});

test.each([
  ["/registry", "/"],
  ["/registry/", "/"],
  ["/registry?tab=x", "/?tab=x"],
  ["/registry/r/local/registry", "/r/local/registry"],
  ["/r/local", "/r/local"],
  ["/registry-2/r", "/registry-2/r"],
])("%s is %s inside, whether a proxy removed the base path or not", (url, inside) => {
  expect(withoutBasePath(url, "/registry")).toBe(inside);
});

test.each([
  ["/sign-in", "/registry/sign-in"],
  ["/registry/sign-in", "/registry/sign-in"],
  ["https://elsewhere.example/", "https://elsewhere.example/"],
  ["//elsewhere.example/", "//elsewhere.example/"],
])("the location %s leads to %s", (location, below) => {
  expect(locationBelow(location, "/registry")).toBe(below);
});
