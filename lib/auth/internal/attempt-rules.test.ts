import { expect, it } from "vitest";
import {
  type AttemptRule,
  type Attempts,
  accountRule,
  addressRule,
  everywhereRule,
  takeAttempt,
} from "./attempt-rules";

const minute = 60_000;

/** Returns those of these times (ms) at which an attempt is allowed. */
function allowedOf(rule: AttemptRule, times: number[]): number[] {
  let state: Attempts | null = null;
  return times.filter((time) => {
    const taken = takeAttempt(rule, state, time);
    if (taken.allowed) state = taken.after;
    return taken.allowed;
  });
}

it("lets five attempts at an account through, then one after ever longer delays, up to fifteen minutes", () => {
  const everySecond = Array.from({ length: 3600 }, (_, second) => second * 1000);
  const allowed = allowedOf(accountRule, everySecond).map((time) => time / 1000);
  expect(allowed.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
  const gaps = allowed.slice(5).map((time, index) => time - (allowed[index + 4] ?? 0));
  expect(gaps).toEqual([60, 120, 240, 480, 900, 900]);
});

it("checks at most ten passwords of an account in any ten minutes", () => {
  const everySecond = Array.from({ length: 7200 }, (_, second) => second * 1000);
  const allowed = allowedOf(accountRule, everySecond);
  for (const start of allowed)
    expect(allowed.filter((time) => time >= start && time < start + 10 * minute).length).toBeLessThanOrEqual(10);
});

it("lets an account be tried every five seconds at least, from everywhere together", () => {
  const allTime = Array.from({ length: 36_000 }, (_, tenth) => tenth * 100);
  const allowed = allowedOf(everywhereRule, allTime);
  const gaps = allowed.slice(1).map((time, index) => time - (allowed[index] ?? 0));
  expect(Math.max(...gaps)).toBe(5_000);
  expect(allowed.length).toBeLessThan(100 + 3600 / 5 + 5);
});

it("forgets a few attempts after five minutes", () => {
  expect(allowedOf(accountRule, [0, 1, 2, 3, 5 * minute, 5 * minute + 1])).toHaveLength(6);
});

it("lets twenty attempts from an address through in five minutes, then says how long to wait", () => {
  const times = Array.from({ length: 30 }, (_, index) => index * 1000);
  expect(allowedOf(addressRule, times)).toHaveLength(20);
  const full = { count: 20, blockedUntil: 5 * minute, forgetAt: 5 * minute };
  expect(takeAttempt(addressRule, full, 2 * minute)).toEqual({ allowed: false, retryAfterMs: 3 * minute });
  expect(takeAttempt(addressRule, full, 5 * minute)).toMatchObject({ allowed: true, after: { count: 1 } });
});
