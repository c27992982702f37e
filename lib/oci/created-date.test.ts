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

test("gives a recorded date in UTC", () => {
  expect(recordedDate("2026-01-02T03:04:05.678901234+01:00")).toBe("2026-01-02T02:04:05.678Z");
});
