import { afterEach, expect, it, vi } from "vitest";
import { forgetAllProcessWide, processWide } from "@/lib/process/process-wide";
import { makeLogger } from "./logger";
import { warnSparingly } from "./warn-sparingly";

afterEach(() => vi.useRealTimers());

it("warns once a minute for each key, and says how often it kept silent", () => {
  vi.useFakeTimers();
  forgetAllProcessWide();
  const lines: string[] = [];
  processWide("logger", () => makeLogger({ write: (line) => void lines.push(line) }, "info"));
  for (const tag of ["1", "2", "3"]) warnSparingly("app", { tag }, "unread");
  warnSparingly("other", {}, "unread");
  expect(lines).toHaveLength(2);
  vi.advanceTimersByTime(60_000);
  warnSparingly("app", { tag: "4" }, "unread");
  warnSparingly("other", {}, "unread");
  expect(lines.slice(2).map((line) => JSON.parse(line))).toMatchObject([{ tag: "4", leftOut: 2 }, { msg: "unread" }]);
  expect(lines[3]).not.toContain("leftOut");
});
