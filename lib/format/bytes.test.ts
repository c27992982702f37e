import { describe, expect, test } from "vitest";
import { formatByteRange, formatBytes } from "./bytes";

describe("formatBytes", () => {
  test.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 KB"],
    [14_249, "14.2 KB"],
    [61_234_567, "61.2 MB"],
    [9_400_000_000, "9.4 GB"],
  ])("%i bytes read %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  test("rounding up never shows a thousand of the smaller unit", () => {
    expect(formatBytes(999_950)).toBe("1.0 MB");
    expect(formatBytes(999_999_999)).toBe("1.0 GB");
  });
});

describe("formatByteRange", () => {
  test("names a shared unit once", () => {
    expect(formatByteRange(61_200_000, 64_800_000)).toBe("61.2 ~ 64.8 MB");
  });

  test("names both units where they differ", () => {
    expect(formatByteRange(900_000, 1_200_000)).toBe("900.0 KB ~ 1.2 MB");
  });

  test("is one size where both ends read the same", () => {
    expect(formatByteRange(61_200_000, 61_210_000)).toBe("61.2 MB");
  });
});
