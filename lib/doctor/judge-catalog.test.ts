import { expect, test } from "vitest";
import { judgeCatalog, judgeTagLists } from "./judge-catalog";

const config = { title: "Harbour", catalog: { kind: "registry" as const } };
const at = Date.parse("2026-11-21T12:00:00Z");
const read = { isCatalogRead: true };
const row = { name: "app", listed_at: at, incomplete: null, problem: null };

test("a list of repositories that was read to its end is complete", () => {
  expect(judgeCatalog(config, { catalog_at: at, catalog_incomplete: null }, 1_284)).toMatchObject({
    state: "ok",
    code: "catalog.ok",
    values: { count: 1_284 },
    checkedAt: "2026-11-21T12:00:00.000Z",
  });
});

test("one that lacks something says why", () => {
  const index = { catalog_at: at, catalog_incomplete: "It stopped half-way." };
  expect(judgeCatalog(config, index, 7)).toMatchObject({
    state: "attention",
    values: { detail: "It stopped half-way." },
  });
});

test("one that was never read, or never is, can't be called complete", () => {
  expect(judgeCatalog(config, null, 0).state).toBe("unknown");
  const listed = { ...config, catalog: { kind: "listed" as const, repositories: ["app"] } };
  expect(judgeCatalog(listed, { catalog_at: at, catalog_incomplete: null }, 1).state).toBe("unknown");
});

test("repositories whose tags could not be listed are named with the reason", () => {
  const problem = JSON.stringify({ type: "/problems/registry-failed", detail: "It failed with status 500." });
  const found = judgeTagLists(
    [row, { ...row, name: "web", problem }, { ...row, name: "big", incomplete: "It goes on." }],
    read,
  );
  expect(found).toMatchObject({
    state: "attention",
    repositories: 2,
    places: [
      { repository: "web", detail: "It failed with status 500." },
      { repository: "big", detail: "It goes on." },
    ],
  });
});

test("lists are well when all of them were read", () => {
  const older = { ...row, name: "web", listed_at: Date.parse("2026-11-20T12:00:00Z") };
  expect(judgeTagLists([row, older], read)).toMatchObject({ state: "ok", checkedAt: "2026-11-20T12:00:00.000Z" });
  expect(judgeTagLists([], read).state).toBe("ok");
  expect(judgeTagLists([], { isCatalogRead: false }).state).toBe("unknown");
  expect(judgeTagLists([row, { ...row, name: "web", listed_at: null }], read)).toMatchObject({
    state: "unknown",
    code: "tagLists.unread",
    values: { left: 1, all: 2 },
  });
});
