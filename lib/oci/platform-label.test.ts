import { expect, test } from "vitest";
import { type Child, labelChildren } from "./platform-label";

let made = 0;
const child = (over: Partial<Child> = {}): Child => ({
  platform: null,
  osVersion: null,
  osFeatures: [],
  compression: "gzip",
  artifactType: null,
  title: null,
  digest: `sha256:${String(made++).padEnd(64, "0")}`,
  ...over,
});
const label = (...children: Partial<Child>[]) => labelChildren(children.map((one) => child(one)));

test("a platform alone is what a child is called", () => {
  expect(label({ platform: "linux/amd64", osVersion: "1" }, { platform: "linux/arm64" })).toEqual([
    "linux/amd64",
    "linux/arm64",
  ]);
});

test("Windows images are told apart by their versions, and pairs by how they are compressed", () => {
  const windows = { platform: "windows/amd64" };
  expect(label({ ...windows, osVersion: "10.0.17763.737" }, { ...windows, osVersion: "10.0.20348.2113" })).toEqual([
    "windows/amd64 10.0.17763.737",
    "windows/amd64 10.0.20348.2113",
  ]);
  const linux = { platform: "linux/amd64" };
  expect(label(linux, { ...linux, compression: "zstd" })).toEqual(["linux/amd64 gzip", "linux/amd64 zstd"]);
});

test("what differs in nothing else is told apart by its digest", () => {
  const labels = label(...Array.from({ length: 10 }, () => ({ platform: "linux/amd64" })));
  expect(new Set(labels).size).toBe(10);
});

test("artifacts of one platform are told apart by their types, and else by their files", () => {
  const linux = { platform: "linux/amd64" };
  expect(label(linux, { ...linux, artifactType: "application/vnd.amazon.soci.index.v2+json" })).toEqual([
    "linux/amd64",
    "linux/amd64 application/vnd.amazon.soci.index.v2+json",
  ]);
  expect(label({ ...linux, title: "a.raw" }, { ...linux, title: "b.raw" })).toEqual([
    "linux/amd64 a.raw",
    "linux/amd64 b.raw",
  ]);
});

test("a child without a platform is called by its title, its type, or at least its digest", () => {
  const labels = label({ title: "disk-amd64.raw" }, { artifactType: "application/vnd.x" }, {});
  expect(labels).toEqual(["disk-amd64.raw", "application/vnd.x", expect.stringMatching(/^\d{12}$/)]);
});
