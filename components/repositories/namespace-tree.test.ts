import { expect, test } from "vitest";
import type { Repository } from "@/lib/contract/repositories";
import { namespaceTree } from "./namespace-tree";

const repository = (name: string, tagCount: number | null = 1): Repository => ({
  name,
  tagCount,
  unreadTagCount: 0,
  sizeBytes: null,
  uniqueSizeBytes: null,
  reclaimableBytes: null,
  pullCount: 0,
  pushedAt: null,
  pulledAt: null,
  problem: null,
});

test("every repository is found once, under the parts of its name", () => {
  const root = namespaceTree([repository("alpine"), repository("team/api"), repository("team/web/ui")]);
  expect(root.repositories.map((entry) => entry.name)).toEqual(["alpine"]);
  const [team] = root.namespaces;
  expect(team).toMatchObject({ path: "team", repositoryCount: 2 });
  expect(team?.repositories.map((entry) => entry.name)).toEqual(["team/api"]);
  expect(team?.namespaces[0]).toMatchObject({ name: "web", path: "team/web", repositoryCount: 1 });
});

test("a repository may have the name of a namespace", () => {
  const root = namespaceTree([repository("team"), repository("team/api")]);
  expect(root.repositories).toHaveLength(1);
  expect(root.namespaces[0]?.repositories).toHaveLength(1);
});

test("a sum of tags is not given until every count is known", () => {
  const root = namespaceTree([repository("team/api", 3), repository("team/web", null), repository("lib/a", 2)]);
  expect(root.namespaces.map((entry) => [entry.path, entry.tagCount])).toEqual([
    ["team", null],
    ["lib", 2],
  ]);
});
