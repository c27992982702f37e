import { expect, test } from "vitest";
import { matchAll, matchRepository, matchTag } from "./match-name";

const ranked = (names: string[], match: (name: string) => number | null) =>
  names
    .map((name) => ({ name, match: match(name) }))
    .filter((entry) => entry.match !== null)
    .sort((a, b) => (a.match ?? 0) - (b.match ?? 0))
    .map(({ name }) => name);

test("ranks a repository by the part of its name that matches", () => {
  const names = ["web/my-api", "rapids", "team/apiary", "apis/web", "team/api", "api/web", "api", "web"];
  expect(ranked(names, (name) => matchRepository(name, "api"))).toEqual([
    "api",
    "team/api",
    "api/web",
    "team/apiary",
    "apis/web",
    "web/my-api",
    "rapids",
  ]);
});

test("matches a word with a slash over the parts", () => {
  expect(
    ranked(["team/api-docs", "old-team/api", "team/api", "api/team"], (name) => matchRepository(name, "team/api")),
  ).toEqual(["team/api", "team/api-docs", "old-team/api"]);
});

test("ranks a tag by the place of the word, and takes v1.4 for 1.4", () => {
  const tags = ["21.4", "2-1.4", "1.4.9", "v1.4.2", "v1.4", "1.4", "main"];
  expect(ranked(tags, (tag) => matchTag(tag, "1.4"))).toEqual(["1.4", "v1.4", "1.4.9", "v1.4.2", "2-1.4", "21.4"]);
});

test("several words must all match", () => {
  const match = (name: string) => matchAll(["pay", "api"], (word) => matchRepository(name, word));
  expect(match("payments/web")).toBeNull();
  expect(match("payments/api")).not.toBeNull();
});
