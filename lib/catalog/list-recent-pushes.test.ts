import { afterEach, expect, test } from "vitest";
import { database } from "@/lib/db/database";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";
import { codeOf } from "@/lib/testing/deleting-console";
import { anImage } from "@/lib/testing/factories";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { viewer } from "@/lib/testing/test-console";
import { sweepAgain, untilSwept } from "@/lib/testing/until-swept";
import { listRecentPushes } from "./list-recent-pushes";

afterEach(closeIndexingConsole);

const pushes = (limit = 10) => listRecentPushes(viewer, { limit });

test("what was there at the first look is no push; what appears or moves later is one, noticed then", async () => {
  const registry = await openIndexingConsole();
  registry.push("team/api", "1.0", anImage());
  registry.push("team/api", "latest", anImage());
  await untilSwept();
  expect(await pushes()).toEqual([]);
  const before = new Date().toISOString();
  const next = anImage();
  for (const tag of ["1.1", "latest"]) registry.push("team/api", tag, next);
  registry.push("team/web", "1.0", anImage());
  await sweepAgain();
  const found = await pushes();
  const outline = found.map(({ repository, tags, how }) => [repository, tags.toSorted(), how]);
  expect(outline).toContainEqual(["team/web", ["1.0"], "appeared"]);
  expect(outline.find(([repository]) => repository === "team/api")?.[1]).toEqual(["1.1", "latest"]);
  expect(found).toHaveLength(2);
  expect(found.find(({ repository }) => repository === "team/api")).toMatchObject({ digest: next.digest });
  expect(found.every(({ at }) => at >= before)).toBe(true);
});

test("where the registry told of the push, that is its time, and the latest come first", async () => {
  const registry = await openIndexingConsole();
  for (const tag of ["1.0", "1.1", "1.2"]) registry.push("app", tag, anImage());
  await untilSwept();
  const times = { "1.0": 3_000, "1.1": 1_000, "1.2": 2_000 };
  for (const [tag, pushed_at] of Object.entries(times))
    await database<IndexTables>().updateTable("tag").set({ pushed_at }).where("name", "=", tag).execute();
  expect((await pushes()).map(({ tags, how }) => [...tags, how])).toEqual([
    ["1.0", "pushed"],
    ["1.2", "pushed"],
    ["1.1", "pushed"],
  ]);
  expect((await pushes(1)).map(({ at }) => at)).toEqual([new Date(3_000).toISOString()]);
});

test("leaves out signatures, and tells strangers nothing", async () => {
  const registry = await openIndexingConsole();
  registry.push("app", "1.0", anImage());
  await untilSwept();
  registry.push("app", `sha256-${"a".repeat(64)}.sig`, anImage());
  await sweepAgain();
  expect(await pushes()).toEqual([]);
  expect(await codeOf(listRecentPushes(null, { limit: 1 }))).toBe("unauthenticated");
});
