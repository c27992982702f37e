import { expect, test } from "vitest";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { findRegistryVersion, parseVersion } from "./find-registry-version";

test.each([
  ["docker-registry github.com/docker/distribution 2.8.2+ds1\n", "2.8.2"],
  ["/usr/local/bin/registry github.com/distribution/distribution/v3 v3.1.1+unknown\n", "3.1.1"],
  ["registry github.com/distribution/distribution/v3 v3.0.0-rc.3\n", "3.0.0"],
  ["registry github.com/distribution/distribution v3\n", null],
  ["zot 1.2.3 is another thing\n", null],
  ["", null],
])("%j is version %s", (output, version) => {
  expect(parseVersion(output)).toBe(version);
});

test.each(findRegistryPrograms())("registry $version tells its version itself", async ({ version, program }) => {
  expect(await findRegistryVersion(program)).toMatch(version === "2.8" ? /^2\.8\.\d+$/ : /^3\.\d+\.\d+$/);
});

test("a program that is not there tells nothing", async () => {
  expect(await findRegistryVersion({ kind: "binary", path: "/nowhere/registry" })).toBeNull();
});
