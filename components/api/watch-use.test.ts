// @vitest-environment happy-dom
import { afterEach, expect, it } from "vitest";
import { takeUse, watchUse } from "./watch-use";

let stop = () => {};
afterEach(() => stop());

it.each(["pointerdown", "keydown", "wheel", "touchmove"])("%s is said once", (act) => {
  stop = watchUse();
  expect(takeUse()).toBe(false);
  document.body.dispatchEvent(new Event(act, { bubbles: true }));
  expect(takeUse()).toBe(true);
  expect(takeUse()).toBe(false);
});

it("is what a person does, and not what the page does by itself", () => {
  stop = watchUse();
  for (const act of ["visibilitychange", "focus", "scroll", "load"]) window.dispatchEvent(new Event(act));
  expect(takeUse()).toBe(false);
});
