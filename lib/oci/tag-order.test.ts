import fc from "fast-check";
import { expect, test } from "vitest";
import { compareNatural, compareVersions } from "./tag-order";

test("orders versions by semver and keeps names that are none apart", () => {
  const tags = ["latest", "v1.10.0", "1.9.0", "1.10.0-rc.2", "1.10.0-rc.10", "1.10", "1", "main"];
  expect(tags.sort(compareVersions)).toEqual([
    "latest",
    "main",
    "1",
    "1.9.0",
    "1.10",
    "1.10.0-rc.2",
    "1.10.0-rc.10",
    "v1.10.0",
  ]);
});

test("orders names as people do", () => {
  expect(["pr-10", "pr-9", "PR-1"].sort(compareNatural)).toEqual(["PR-1", "pr-9", "pr-10"]);
});

test("gives one order, however the tags arrive", () => {
  const tag = fc.stringMatching(/^(v?\d{1,2}(\.\d{1,2}){0,3}(-(rc|beta)\.\d)?|[a-z]{1,3})$/);
  fc.assert(
    fc.property(fc.uniqueArray(tag, { maxLength: 12 }), (tags) => {
      expect([...tags].reverse().sort(compareVersions)).toEqual([...tags].sort(compareVersions));
    }),
  );
});
