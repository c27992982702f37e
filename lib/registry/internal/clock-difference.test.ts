import { expect, test } from "vitest";
import { clockDifference } from "./clock-difference";

const at = Date.parse("2026-11-21T12:00:00.000Z");

test.each<[what: string, date: number, sent: number, received: number, ahead: number]>([
  ["the same second", at, at + 100, at + 200, 0],
  ["a date that was cut off to the second", at, at + 999, at + 1_000, 0],
  ["an answer that was under way for long", at, at - 5_000, at + 5_000, 0],
  ["a clock ahead", at + 60_000, at, at + 1_000, 59_000],
  ["a clock behind", at - 60_000, at, at + 1_000, -59_000],
])("%s", (_, date, sent, received, ahead) => {
  expect(clockDifference(date, sent, received)).toBe(ahead);
});
