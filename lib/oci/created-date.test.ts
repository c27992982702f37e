import { expect, test } from "vitest";
import { recordedDate } from "./created-date";

test.each([
  "0001-01-01T00:00:00Z",
  "1970-01-01T00:00:00Z",
  "1980-01-01T00:00:01Z",
  "2999-01-01T00:00:00Z",
  "x",
  "",
  null,
])("takes %j for not recorded", (value) => {
  expect(recordedDate(value)).toBeNull();
});

test.each([
  ["2024-07-10T14:35:23.027267803+02:00", "2024-07-10T12:35:23.027Z"],
  ["2023-10-26 10:39:03.123456789 +0000 UTC", "2023-10-26T10:39:03.123Z"],
  ["2026-02-11", "2026-02-11T00:00:00.000Z"],
  ["2022-02-21T14:44:59+00:00Z", null],
  ["1700000000", null],
  ["20", null],
])("reads %j as %j", (value, expected) => {
  expect(recordedDate(value)).toBe(expected);
});

test("gives a recorded date in UTC", () => {
  expect(recordedDate("2026-01-02T03:04:05.678901234+01:00")).toBe("2026-01-02T02:04:05.678Z");
});
