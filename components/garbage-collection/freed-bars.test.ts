import { expect, test } from "vitest";
import { aRun } from "@/lib/testing/a-run";
import { freedBars } from "./freed-bars";

const run = (number: number, reclaimedBytes: number | null, dryRun = false) =>
  aRun({ number, dryRun, reclaimableBytes: 7, reclaimedBytes });

test("the oldest comes first, and each is as high as its part of the largest", () => {
  const bars = freedBars([run(4, 50), run(3, 200), run(2, 0), run(1, 1)]);
  expect(bars.map(({ number, heightPercent }) => [number, heightPercent])).toEqual([
    [1, 2],
    [2, 0],
    [3, 100],
    [4, 25],
  ]);
});

test("dry runs and collections that don't say what they freed have no bar", () => {
  expect(freedBars([run(3, null), run(2, 5, true), run(1, 5)]).map(({ number }) => number)).toEqual([1]);
});

test("of many the last forty are shown", () => {
  const bars = freedBars(Array.from({ length: 60 }, (_, index) => run(60 - index, 1)));
  expect([bars.length, bars[0]?.number, bars.at(-1)?.number]).toEqual([40, 21, 60]);
});
