import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runShutdown } from "@/lib/process/shutdown";
import { repeat } from "./repeat";
import { withTimeLimit } from "./with-time-limit";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("work that takes longer than its distance is not begun twice, and a failure ends nothing", async () => {
  let begun = 0;
  const works = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  repeat(1_000, "it failed", () => works[begun++]?.promise ?? Promise.resolve());
  await vi.advanceTimersByTimeAsync(3_000);
  expect(begun).toBe(1);
  works[0]?.reject(new Error("no"));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(begun).toBe(2);
});

test.each([
  ["whoever began it ends it", async (end: () => void) => end()],
  ["the console stops", runShutdown],
])("nothing is repeated once %s", async (_, stop) => {
  let begun = 0;
  const end = repeat(1_000, "it failed", async () => void begun++);
  await vi.advanceTimersByTimeAsync(1_000);
  await stop(end);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(begun).toBe(1);
});

test("work is waited for as long as it may take, and tells its value or that it is late", async () => {
  const slow = Promise.withResolvers<string>();
  const waited = withTimeLimit(1_000, slow.promise);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await waited).toEqual({ late: true });
  expect(await withTimeLimit(1_000, Promise.resolve("done"))).toEqual({ late: false, value: "done" });
  await expect(withTimeLimit(1_000, Promise.reject(new Error("broken")))).rejects.toThrow("broken");
});
