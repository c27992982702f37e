import fc from "fast-check";
import { expect, test } from "vitest";
import { safeReturnTo } from "./safe-return-to";

test("a path of the console is kept with its query", () => {
  expect(safeReturnTo("/r/local?sort=tags")).toBe("/r/local?sort=tags");
});

test.each([
  null,
  "",
  "r/local",
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/.//evil.example",
])("%j leads nowhere else", (value) => {
  expect(safeReturnTo(value)).toBe("/");
});

test("never returns to the sign-in page itself", () => {
  expect(safeReturnTo("/sign-in?returnTo=/")).toBe("/");
});

test.each([
  "javascript:alert(1)",
  "https:evil.example",
  "///evil.example",
  "/\u0000/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/..//evil.example",
  "/r/../..//evil.example",
  "/%2e%2e//evil.example",
  "/\u2028/evil.example\\",
  "http://console.invalid@evil.example/",
  "@evil.example",
  "data:text/html,x",
  `/${"a".repeat(3000)}`,
])("%j is refused", (value) => {
  expect(safeReturnTo(value)).toBe("/");
});

test("whatever it is given, a browser that follows the answer stays on the console", () => {
  const pieces = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "%2f",
    "%5c",
    "@",
    ":",
    "?",
    "#",
    "\t",
    "\n",
    "evil.example",
    "javascript:",
    "r",
  );
  const hostile = fc.oneof(
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary" }),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
  );
  fc.assert(
    fc.property(hostile, fc.constantFrom("", "/"), (rest, start) => {
      const answer = safeReturnTo(start + rest);
      expect(answer).toMatch(/^\/(?![/\\])/);
      expect(new URL(answer, "https://console.example.com/sign-in").origin).toBe("https://console.example.com");
      expect(safeReturnTo(answer)).toBe(answer);
    }),
    { numRuns: 3000 },
  );
});
