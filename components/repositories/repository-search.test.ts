import { expect, test } from "vitest";
import { readRepositorySearch } from "./repository-search";

test("an address without a query asks for the table by name", () => {
  expect(readRepositorySearch({})).toEqual({
    view: "table",
    search: { query: undefined, sort: "name", order: "asc", limit: 100 },
  });
});

test("numbers are sorted with the largest first", () => {
  expect(readRepositorySearch({ sort: "tags" }).search.order).toBe("desc");
});

test("an unknown sort falls back instead of failing", () => {
  for (const sort of ["colour", "constructor", ["colour", "tags"]]) {
    expect(readRepositorySearch({ sort, order: "sideways", query: "api" }).search).toMatchObject({
      query: "api",
      sort: "name",
      order: "asc",
    });
  }
});

test("the tree reads in large pages, by name", () => {
  expect(readRepositorySearch({ view: "tree", sort: "tags" }).search).toEqual({
    query: undefined,
    sort: "name",
    order: "asc",
    limit: 500,
  });
});
