import { expect, test } from "vitest";
import { readStorageView } from "./storage-view";

test("an address without a query shows the largest first, by what only they use", () => {
  expect(readStorageView({})).toEqual({ by: "unique", sort: { key: "size", order: "desc" } });
});

test("an address that can't be meant still opens the page", () => {
  expect(readStorageView({ by: "colour", sort: "pulled", order: "up" })).toEqual(readStorageView({}));
  expect(readStorageView({ by: "size", sort: ["name", "tags"], order: "desc" })).toEqual({
    by: "size",
    sort: { key: "name", order: "desc" },
  });
});
