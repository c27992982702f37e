import { expect, test } from "vitest";
import { formatDuration } from "./duration";

test.each([
  [-5, "0.0 s"],
  [420, "0.4 s"],
  [48_200, "48 s"],
  [59_700, "1 m 0 s"],
  [112_000, "1 m 52 s"],
  [7_380_000, "2 h 3 m"],
])("%i ms reads %s", (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});
