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
