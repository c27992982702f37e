import { describe, expect, test } from "vitest";
import { findFlaws, type KnownSoftware, toFoundFlaw } from "./find-flaws";
import type { Flaw, Version } from "./known-flaws";

const flaw: Flaw = {
  id: "emptyNames",
  evaded: false,
  from: [3, 0, 0],
  to: [3, 1, 1],
};

function onlyIf(known: Partial<KnownSoftware> & { version?: Version }, changes: Partial<Flaw> = {}) {
  const { version, ...others } = known;
  const range = version ? { from: version, to: version } : { from: [3, 0, 0] as const, to: [3, 99, 99] as const };
  const software = { ...range, storage: null, repositories: null, ...others };
  const [found] = findFlaws(software, [{ ...flaw, ...changes }]);
  return found ? toFoundFlaw(found).onlyIf : "never";
}

describe("of an exact version", () => {
  test.each<[Version, string | null]>([
    [[2, 8, 3], "never"],
    [[3, 0, 0], null],
    [[3, 0, 9], null],
    [[3, 1, 0], null],
    [[3, 1, 1], null],
    [[3, 1, 2], "never"],
    [[4, 0, 0], "never"],
  ])("%j: %s", (version, expected) => {
    expect(onlyIf({ version })).toBe(expected);
  });
});

describe("of a family", () => {
  test("a flaw of some of its versions may concern it", () => {
    expect(onlyIf({})).toBe("its version is 3.0.0 to 3.1.1");
  });
  test("a flaw of all of its versions does", () => {
    expect(onlyIf({}, { to: [3, 99, 99] })).toBeNull();
  });
  test("a flaw of another family doesn't", () => {
    expect(onlyIf({}, { from: [2, 0, 0], to: [2, 8, 99] })).toBe("never");
  });
});

test("a flaw of a storage concerns that storage, and may concern one that isn't known", () => {
  expect(onlyIf({ version: [3, 0, 0], storage: "s3" }, { storage: "s3" })).toBeNull();
  expect(onlyIf({ version: [3, 0, 0], storage: "filesystem" }, { storage: "s3" })).toBe("never");
  expect(onlyIf({}, { storage: "s3" })).toBe("its version is 3.0.0 to 3.1.1 and it uses S3 storage");
});

test("a flaw of large registries doesn't concern small ones", () => {
  const large = { moreRepositoriesThan: 999 };
  expect(onlyIf({ version: [3, 0, 0], repositories: 999 }, large)).toBe("never");
  expect(onlyIf({ version: [3, 0, 0], repositories: 1_000 }, large)).toBeNull();
  expect(onlyIf({ version: [3, 0, 0] }, large)).toBe("it has more than 999 repositories");
});
