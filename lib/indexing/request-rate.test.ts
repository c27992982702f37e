import { expect, test } from "vitest";
import { RequestRate } from "./request-rate";

test("lets a second's worth through at once, and then so many a second", () => {
  const traffic = { requests: 7 };
  const rate = new RequestRate(10, traffic, 0);
  expect(rate.waitMs(0)).toBe(0);
  traffic.requests += 10;
  expect(rate.waitMs(0)).toBe(0);
  traffic.requests += 2;
  expect(rate.waitMs(0)).toBe(200);
  expect(rate.waitMs(150)).toBe(50);
  expect(rate.waitMs(200)).toBe(0);
});

test("makes up for a second of rest, and for no more", () => {
  const traffic = { requests: 0 };
  const rate = new RequestRate(10, traffic, 0);
  traffic.requests += 10;
  rate.waitMs(0);
  expect(rate.waitMs(3_600_000)).toBe(0);
  traffic.requests += 15;
  expect(rate.waitMs(3_600_000)).toBe(500);
});

test("holds nothing back where no rate is set", () => {
  const traffic = { requests: 0 };
  const rate = new RequestRate(null, traffic, 0);
  traffic.requests += 100_000;
  expect(rate.waitMs(0)).toBe(0);
});
