import { expect, test } from "vitest";
import { RecentMap } from "./recent-map";

test("what was set longest ago goes, and what is set again counts as new", () => {
  const map = new RecentMap<string, number>(2);
  map.set("a", 1).set("b", 2).set("a", 3).set("c", 4);
  expect([...map]).toEqual([
    ["a", 3],
    ["c", 4],
  ]);
});
