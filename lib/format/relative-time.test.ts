import { expect, test } from "vitest";
import { relativeTime } from "./relative-time";

const now = Date.parse("2026-11-21T12:00:00Z");
const ago = (seconds: number) => relativeTime(now - seconds * 1000, now);

test.each([
  [0, "now", 0],
  [41, "seconds", 41],
  [240, "minutes", 4],
  [7200, "hours", 2],
  [4 * 86_400, "days", 4],
  [13 * 86_400, "days", 13],
  [21 * 86_400, "weeks", 3],
  [100 * 86_400, "months", 3],
  [800 * 86_400, "years", 2],
])("%i seconds ago reads as %s", (seconds, unit, count) => {
  expect(ago(seconds)).toEqual({ unit, count });
});

test("a time ahead of this clock is not a negative age", () => {
  expect(ago(-90)).toEqual({ unit: "now", count: 0 });
});
