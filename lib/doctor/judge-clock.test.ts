import { expect, test } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { judgeClock } from "./judge-clock";
import { wordsOf } from "./judgement";

const at = (clockAheadMs: number | null) =>
  judgeClock({ value: { tookMs: 1, clockAheadMs, asksFor: "nothing" }, error: null });

test.each([
  [0, "ok"],
  [29_999, "ok"],
  [-30_000, "attention"],
  [59_999, "attention"],
  [60_000, "broken"],
  [-3_600_000, "broken"],
  [null, "unknown"],
])("a clock that is %s ms ahead: %s", (ahead, state) => {
  expect(at(ahead).state).toBe(state);
});

test("says which of the clocks is ahead", () => {
  expect(wordsOf(at(90_000)).seen).toBe("The registry's clock is 1 m 30 s ahead of the console's.");
  expect(wordsOf(at(-90_000)).seen).toBe("The registry's clock is 1 m 30 s behind the console's.");
});

test("without an answer nothing can be told", () => {
  expect(judgeClock({ value: null, error: new AppError("registry-timeout", "") }).state).toBe("unknown");
});
