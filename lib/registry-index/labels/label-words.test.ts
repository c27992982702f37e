import { expect, test } from "vitest";
import { ownWord, wordPrefix, wordsOf } from "./label-words";
import { joinLabels, toLabels } from "./labels";

const revision = "3f2c1a9b0d".repeat(4);

test("a value is found by itself, its words and their parts", () => {
  expect(wordsOf({ name: "source", value: "https://Git.example.com/team/my-app" })).toEqual([
    "=git.example.com/team/my-app\tsource",
    "git.example.com",
    "team",
    "my-app",
    "git",
    "example",
    "com",
    "app",
  ]);
});

test("a hash is kept by its first digits, and looked for by them", () => {
  expect(wordsOf({ name: "revision", value: revision })).toEqual([`=${revision.slice(0, 12)}`]);
  expect(`=${wordPrefix(revision.toUpperCase())}`).toBe(ownWord({ name: "revision", value: revision }));
  expect(wordPrefix(`sha256:${revision}`)).toBe(revision.slice(0, 12));
});

test("what can be found of labels is bounded, whatever they hold", () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`label${at}`, "x"]));
  expect(toLabels(many)).toHaveLength(64);
  const [long] = toLabels({ json: "ab ".repeat(1_000_000) });
  expect(long?.value).toHaveLength(200);
  expect(long?.value.endsWith("…")).toBe(true);
  expect(wordsOf({ name: "n", value: Array.from({ length: 90 }, (_, at) => `w${at}`).join(" ") })).toHaveLength(24);
  expect(toLabels({ ["n".repeat(201)]: "x", empty: " \n", "": "x" })).toEqual([]);
});

test("what a database can't hold is taken out of labels", () => {
  expect(toLabels({ "a\0b": "one\ntwo\0three\u202efour\ud800" })).toEqual([
    { name: "a b", value: "one two three four\ufffd" },
  ]);
});

test("times are no labels, and the same label is one", () => {
  const labels = toLabels({ created: "2026-01-02T03:04:05Z", title: "App" }, { title: "App" });
  expect(labels).toEqual([{ name: "title", value: "App" }]);
  expect(joinLabels(labels, labels)).toEqual(labels);
});
