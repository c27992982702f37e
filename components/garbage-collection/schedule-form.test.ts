import { expect, test } from "vitest";
import type { ScheduledCollection } from "@/lib/contract/garbage-collection";
import { cronOf, formOf } from "./schedule-form";

const scheduled = (cron: string | null, keptBy: ScheduledCollection["keptBy"] = "console"): ScheduledCollection => ({
  schedule: cron === null ? null : { cron, timeZone: "Asia/Tokyo", removeUntagged: true },
  ...{ keptBy, changedAt: null, changedBy: null, nextRuns: [] },
});

test.each([
  ["0 3 * * *", "daily", "03:00"],
  ["5 23 * * *", "daily", "23:05"],
  ["30 4 * * 6", "weekly", "04:30"],
  ["0 0 1 * *", "monthly", "00:00"],
])("%s is %s at %s, and stays what it is", (cron, frequency, time) => {
  const form = formOf(scheduled(cron), "UTC");
  expect(form).toMatchObject({ frequency, time, timeZone: "Asia/Tokyo", removeUntagged: true });
  expect(cronOf(form)).toBe(cron);
});

test.each(["*/5 * * * *", "0 3 1 * 1", "0 3 15 * *", "@daily", "0 3 * * 1-5", "0 24 * * *"])("%s is custom", (cron) => {
  const form = formOf(scheduled(cron), "UTC");
  expect(form.frequency).toBe("custom");
  expect(cronOf(form)).toBe(cron);
});

test("without a schedule the clock is the reader's, and Harbor's own where Harbor keeps it", () => {
  expect(formOf(scheduled(null), "Europe/Berlin")).toMatchObject({ frequency: "never", timeZone: "Europe/Berlin" });
  expect(formOf(scheduled(null, "harbor"), "Europe/Berlin").timeZone).toBe("UTC");
  expect(cronOf(formOf(scheduled(null), "UTC"))).toBeNull();
});
