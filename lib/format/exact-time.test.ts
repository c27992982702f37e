import { expect, test } from "vitest";
import { formatDateTime, formatExactTime } from "./exact-time";

test("an exact time names its zone", () => {
  expect(formatExactTime("2026-11-20T14:02:05Z")).toBe("20 Nov 2026, 14:02:05 UTC");
});

test("midnight is 00, not 24", () => {
  expect(formatDateTime("2026-09-01T00:00:00Z")).toBe("1 Sep 2026, 00:00");
});

test("a zone moves the date with the hour", () => {
  expect(formatDateTime("2026-11-20T23:30:00Z", "Europe/Berlin")).toBe("21 Nov 2026, 00:30");
});
