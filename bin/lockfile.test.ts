import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

type Entry = {
  version?: string;
  integrity?: string;
  resolved?: string;
  inBundle?: boolean;
  hasInstallScript?: boolean;
};

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Entry> };
const installed = Object.entries(packages).filter(([place]) => place !== "");

it("names what each package must be, also for other platforms", () => {
  // A bundled package comes in the archive of another package, and is verified with it.
  const unverified = installed.filter(([, { integrity, inBundle }]) => !inBundle && !integrity?.startsWith("sha512-"));
  expect(unverified.map(([place]) => place)).toEqual([]);
});

it("says of no package where it comes from, so that any registry will do", () => {
  expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([place]) => place)).toEqual([]);
});

it("lets no package run anything when it is installed", () => {
  expect(readFileSync(".npmrc", "utf8")).toMatch(/^ignore-scripts=true$/m);
  // Both ship their programs in separate packages, and look for another one only if these are missing.
  const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([place]) => place);
  expect(scripted).toEqual(["node_modules/@parcel/watcher", "node_modules/@swc/core"]);
});
