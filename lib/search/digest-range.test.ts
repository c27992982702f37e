import { expect, test } from "vitest";
import { digestRange } from "./digest-range";

const range = (hex: string) => {
  const { from, below } = digestRange(hex);
  return [from.toString("hex"), below?.toString("hex") ?? null];
};

test("a range holds the digests that begin so, for an even and an odd number of digits", () => {
  expect(range("3f2c1a")).toEqual(["3f2c1a", "3f2c1b"]);
  expect(range("3f2c1a7")).toEqual(["3f2c1a70", "3f2c1a80"]);
  expect(range("3f2c1af")).toEqual(["3f2c1af0", "3f2c1b00"]);
  expect(range("3f2cff")).toEqual(["3f2cff", "3f2d00"]);
  expect(range("ffffff")).toEqual(["ffffff", null]);
  expect(range("fffffff")).toEqual(["fffffff0", null]);
});
