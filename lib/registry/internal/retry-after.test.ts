import { expect, test } from "vitest";
import { parseRetryAfter } from "./retry-after";

const now = Date.parse("2026-11-20T12:00:00Z");

test.each([
  ["0", 0],
  ["120", 120],
  [" 5 ", 5],
  ["Fri, 20 Nov 2026 12:01:00 GMT", 60],
  ["Wed, 21 Oct 2015 07:28:00 GMT", 0],
  [undefined, null],
  ["", null],
  ["soon", null],
  ["-5", null],
  ["1.5", null],
  ["99999999999", null],
  ["2026", 2026],
])("%s is %s seconds", (value, seconds) => {
  expect(parseRetryAfter(value, now)).toBe(seconds);
});
