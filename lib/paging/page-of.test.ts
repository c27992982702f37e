import fc from "fast-check";
import { expect, test } from "vitest";
import { pageOf } from "./page-of";

const key = (name: string) => name;

test("any page size gives every item once, in order", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (items, limit) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = pageOf(items, key, { limit, cursor });
        seen.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(items);
    }),
  );
});

test("goes on behind the last item although others came before it", () => {
  const { nextCursor } = pageOf(["b", "c", "d"], key, { limit: 2 });
  expect(pageOf(["a", "b", "c", "d"], key, { limit: 2, cursor: nextCursor ?? "" }).items).toEqual(["d"]);
});

test("refuses a cursor that it didn't make", () => {
  expect(() => pageOf(["a"], key, { limit: 1, cursor: "bm90IG91cnM" })).toThrow("invalid-request");
});
