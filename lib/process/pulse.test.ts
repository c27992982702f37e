import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetAllProcessWide } from "./process-wide";
import { watchPulse } from "./pulse";

beforeEach(() => {
  forgetAllProcessWide();
  vi.useFakeTimers({ toFake: ["Date", "performance", "setInterval"] });
});
afterEach(() => void vi.useRealTimers());

test("a process that goes on has a steady pulse", () => {
  const unbroken = watchPulse();
  vi.advanceTimersByTime(60_000);
  expect(unbroken()).toBe(true);
});

test("a process that stood still is told so before its next tick, and by whoever watched before", () => {
  const unbroken = watchPulse();
  vi.setSystemTime(Date.now() + 20_000);
  expect(unbroken()).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(unbroken()).toBe(false);
  expect(watchPulse()()).toBe(true);
});
