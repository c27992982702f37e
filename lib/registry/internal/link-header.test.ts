import fc from "fast-check";
import { expect, test } from "vitest";
import { isAppError } from "@/lib/errors/app-error";
import { nextQuery } from "./link-header";

const catalog = "/v2/_catalog";
const next = (link: string | undefined) => nextQuery(link, "Test", catalog);

test.each([
  ['</v2/_catalog?last=dk%2Fapp&n=2>; rel="next"', "?last=dk%2Fapp&n=2"],
  ['</v2/_catalog?n=2&last=dk/app>; rel="next"', "?n=2&last=dk/app"],
  ['/v2/_catalog?n=2&last=app; rel="next"', "?n=2&last=app"],
  ['<https://quay.example/v2/_catalog?n=50&next_page=gAAA==>; rel="next"', "?n=50&next_page=gAAA=="],
  ["<http://internal:5000/prefix/v2/_catalog?last=a>; rel=next", "?last=a"],
  ["<?last=a&n=5>; rel=next", "?last=a&n=5"],
  ['</v2/_catalog?last=a>; title="x, y"; REL="prev next"', "?last=a"],
  ['</v2/_catalog>; rel="first", </v2/_catalog?last=b>; rel="next"', "?last=b"],
])("%s", (link, query) => {
  expect(next(link)).toBe(query);
});

test.each([undefined, "", '</v2/_catalog?last=a>; rel="prev"', "</v2/_catalog?last=a>", "nonsense"])(
  "%s is the last page",
  (link) => {
    expect(next(link)).toBeNull();
  },
);

test.each([
  '</admin?x=1>; rel="next"',
  '</v2/_catalog>; rel="next"',
  '</v2/app/tags/list?n=1>; rel="next"',
  '<http://>; rel="next"',
])("%s is not followed", (link) => {
  expect(() => next(link)).toThrow(expect.objectContaining({ code: "registry-bad-response" }));
});

test("is a query, the end, or a typed error, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 500, unit: "binary-ascii" }), (text) => {
      try {
        const query = next(`<${text}>; rel="next"`);
        expect(query === null || query.startsWith("?")).toBe(true);
      } catch (error) {
        expect(isAppError(error)).toBe(true);
      }
    }),
  );
  const started = performance.now();
  expect(next(`${"<a>;".repeat(20_000)}x`)).toBeNull();
  expect(performance.now() - started).toBeLessThan(200);
});
