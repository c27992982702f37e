import { expect, test } from "vitest";
import type { StorageSample } from "@/lib/contract/storage";
import { axisTicks, formatGrowth, growthOver, growthPoints } from "./growth";

const sample = (day: string, sizeBytes: number, complete = true): StorageSample => ({
  day,
  sizeBytes,
  complete,
  reclaimableBytes: 0,
  repositories: 1,
  tags: 1,
});

test("days on which not everything was read are left out, unless there are no others", () => {
  const [first, partial, last] = [sample("2026-11-01", 10), sample("2026-11-02", 3, false), sample("2026-11-04", 12)];
  expect(growthPoints([first, partial, last]).map(({ at, sizeBytes }) => [at, sizeBytes])).toEqual([
    [0, 10],
    [3, 12],
  ]);
  expect(growthPoints([partial])).toHaveLength(1);
  expect(growthPoints([])).toEqual([]);
});

test("growth is told since the first day of the time that is known", () => {
  const points = growthPoints([sample("2026-09-01", 1), sample("2026-11-05", 10), sample("2026-11-30", 8)]);
  expect(growthOver(points, 30)).toEqual({ bytes: -2, since: "2026-11-05", days: 25 });
  expect(formatGrowth(-2)).toBe("−2 B");
  expect(growthOver(points.slice(0, 1), 30)).toBeNull();
  expect(growthOver(growthPoints([sample("2026-09-01", 1), sample("2026-11-30", 8)]), 30)).toBeNull();
});

test("an axis has a few round numbers, and room for the largest", () => {
  expect(axisTicks(3_400_000_000)).toEqual([0, 1e9, 2e9, 3e9, 4e9]);
  expect(axisTicks(9_000)).toEqual([0, 2_500, 5_000, 7_500, 10_000]);
  for (const largest of [0, 1, 999, 1_000, 123_456_789]) {
    const ticks = axisTicks(largest);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest);
    expect(ticks.length).toBeLessThanOrEqual(5);
  }
});
