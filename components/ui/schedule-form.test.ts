import { expect, test } from "vitest";
import { formOf, scheduleOf } from "./schedule-form";

const inTokyo = (cron: string) => ({ cron, timeZone: "Asia/Tokyo" });

test.each([
  ["0 3 * * *", "daily", "03:00"],
  ["5 23 * * *", "daily", "23:05"],
  ["30 4 * * 6", "weekly", "04:30"],
  ["0 0 1 * *", "monthly", "00:00"],
])("%s is %s at %s, and stays what it is", (cron, frequency, time) => {
  const form = formOf(inTokyo(cron), "UTC");
  expect(form).toMatchObject({ frequency, time, timeZone: "Asia/Tokyo" });
  expect(scheduleOf(form)).toEqual(inTokyo(cron));
});

test.each(["*/5 * * * *", "0 3 1 * 1", "0 3 15 * *", "@daily", "0 3 * * 1-5", "0 24 * * *"])("%s is custom", (cron) => {
  const form = formOf(inTokyo(cron), "UTC");
  expect(form.frequency).toBe("custom");
  expect(scheduleOf(form)).toEqual(inTokyo(cron));
});

test("without a schedule the clock is the one that is given", () => {
  expect(formOf(null, "Europe/Berlin")).toMatchObject({ frequency: "never", timeZone: "Europe/Berlin" });
  expect(scheduleOf(formOf(null, "UTC"))).toBeNull();
});
