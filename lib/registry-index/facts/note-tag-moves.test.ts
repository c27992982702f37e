import { expect, test } from "vitest";
import { problemOf } from "@/lib/errors/problem";
import { isDangling } from "./note-tag-moves";

test("a tag was seen to name nothing by the code of its problem, and not by the words", () => {
  const problem = (...told: Parameters<typeof problemOf>) => JSON.stringify(problemOf(...told));
  const words = "Its config says manifest-not-found.";
  expect(isDangling({ checked_at: 1, problem: problem("manifest-not-found", "Gone.") })).toBe(true);
  expect(isDangling({ checked_at: 1, problem: problem("manifest-unsupported", words) })).toBe(false);
  expect(isDangling({ checked_at: 0, problem: problem("manifest-not-found", "Gone.") })).toBe(false);
  expect(isDangling({ checked_at: 1, problem: null })).toBe(false);
});
