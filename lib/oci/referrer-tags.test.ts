import { expect, test } from "vitest";
import { fallbackTag, parseReferrerTag } from "./referrer-tags";

const hex = "0123456789abcdef".repeat(8);

test("the fallback tag of a longer digest is cut at 64 digits, as a tag has at most 128 characters", () => {
  expect(fallbackTag(`sha256:${hex.slice(0, 64)}`)).toBe(`sha256-${hex.slice(0, 64)}`);
  expect(fallbackTag(`sha512:${hex}`)).toBe(`sha512-${hex.slice(0, 64)}`);
});

test.each(["", ".sig", ".att", ".sbom"])("a tag that ends in %o leads back to what it refers to", (suffix) => {
  const subject = `sha512:${hex}`;
  expect(parseReferrerTag(`${fallbackTag(subject)}${suffix}`)?.fallbackTag).toBe(fallbackTag(subject));
});

test.each(["1.0", "sha256-abc", `sha256-${hex.slice(0, 64)}.txt`, `sha1-${hex.slice(0, 64)}`])(
  "%s is an ordinary tag",
  (tag) => {
    expect(parseReferrerTag(tag)).toBeNull();
  },
);
