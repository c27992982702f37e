import { expect, test } from "vitest";
import type { Storage } from "@/lib/contract/storage";
import { tileHref, treemapGroups } from "./treemap-items";

const row = (name: string, uniqueSizeBytes: number, sizeBytes: number) => ({
  name,
  tagCount: 1,
  uniqueSizeBytes,
  sizeBytes,
});

const [api, web, base] = [row("team/api", 300, 700), row("team/web", 100, 500), row("base", 0, 400)];
const storage = {
  totals: { sizeBytes: 1_000, uniqueBytes: 600, sharedBytes: 400 },
  namespaces: [
    { name: "team", repositories: 9, uniqueSizeBytes: 450, sizeBytes: 1_400, largest: [api, web] },
    { name: "", repositories: 1, uniqueSizeBytes: 0, sizeBytes: 400, largest: [base] },
    { name: null, repositories: 80, uniqueSizeBytes: 150, sizeBytes: 200, largest: [] },
  ],
} as unknown as Storage;

const outline = (by: "unique" | "size") =>
  treemapGroups(storage, by).map(({ namespace, bytes, tiles }) => [namespace, bytes, tiles.map(({ key }) => key)]);

test("by unique size the tiles add up to what the registry holds, the largest first", () => {
  expect(outline("unique")).toEqual([
    ["team", 450, ["team/api", "team/web", "team/-"]],
    [null, 400, ["-shared"]],
    [null, 150, ["null/-"]],
  ]);
  const sum = treemapGroups(storage, "unique").reduce((total, { bytes }) => total + bytes, 0);
  expect(sum).toBe(storage.totals?.sizeBytes);
});

test("by size a repository that shares everything has a tile too", () => {
  expect(outline("size")).toEqual([
    ["team", 1_400, ["team/api", "team/web", "team/-"]],
    ["", 400, ["base"]],
    [null, 200, ["null/-"]],
  ]);
});

test("the repositories that are not named are counted", () => {
  const [team] = treemapGroups(storage, "size");
  expect(team?.tiles.at(-1)).toMatchObject({ kind: "others", repositories: 7, bytes: 200 });
});

test("a tile leads to its repository, that of several to their namespace", () => {
  const hrefs = treemapGroups(storage, "unique").flatMap(({ tiles }) => tiles.map((tile) => tileHref("local", tile)));
  expect(hrefs).toEqual(["/r/local/team/api", "/r/local/team/web", "/r/local?query=team%2F", null, null]);
});
