import { describe, expect, it } from "vitest";
import type { TagList } from "@/lib/contract/tags";
import { isReading, pauseMs, stuckAfterMs, tagDetailsProgress } from "./tag-details-progress";

const answer = (read: number, state: "partial" | "live" = "partial"): TagList => ({
  items: [],
  total: 10,
  nextCursor: null,
  freshness: { state, checkedAt: null, read, expected: 10 },
  facets: { platforms: [], kinds: [], problems: 0 },
});

describe("reading details", () => {
  it("goes on while details come in", () => {
    const first = tagDetailsProgress(answer(2), undefined, 1_000);
    const second = tagDetailsProgress(answer(5), first, 1_000 + stuckAfterMs);
    expect(isReading(second, 1_001 + stuckAfterMs)).toBe(true);
  });

  it("stops when everything is read", () => {
    expect(isReading(tagDetailsProgress(answer(10, "live"), undefined, 0), 1)).toBe(false);
  });

  it("stops when nothing more comes", () => {
    const first = tagDetailsProgress(answer(9), undefined, 1_000);
    const second = tagDetailsProgress(answer(9), first, 5_000);
    expect(isReading(second, 5_000)).toBe(true);
    expect(isReading(second, 1_000 + stuckAfterMs)).toBe(false);
  });

  it("asks less and less often while nothing comes", () => {
    const first = tagDetailsProgress(answer(9), undefined, 1_000);
    expect(pauseMs(first, 1_000)).toBe(250);
    expect(pauseMs(first, 2_000)).toBe(750);
    expect(pauseMs(first, 60_000)).toBe(2_000);
  });
});
