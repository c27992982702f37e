import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followEvents } from "./follow-events";

/** Behaves like a browser's EventSource that is answered with an error: it closes itself and reports that once. */
class RefusedSource extends EventTarget {
  static readonly CLOSED = 2;
  static made: RefusedSource[] = [];
  readyState = 0;
  constructor(readonly url: string) {
    super();
    RefusedSource.made.push(this);
  }
  end(readyState: number) {
    this.readyState = readyState;
    this.dispatchEvent(new Event("error"));
  }
  close() {
    this.readyState = RefusedSource.CLOSED;
  }
}

beforeEach(() => {
  RefusedSource.made = [];
  vi.stubGlobal("EventSource", RefusedSource);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a source that the browser gives up is opened again after a while, and one that connects again is left alone", () => {
  const listened: EventSource[] = [];
  followEvents("/api/events", (source) => listened.push(source));
  RefusedSource.made[0]?.end(0);
  vi.advanceTimersByTime(60_000);
  expect(RefusedSource.made).toHaveLength(1);
  RefusedSource.made[0]?.end(RefusedSource.CLOSED);
  expect(RefusedSource.made).toHaveLength(1);
  vi.advanceTimersByTime(60_000);
  expect(listened).toEqual(RefusedSource.made);
  expect(RefusedSource.made).toHaveLength(2);
});

test("nothing is opened any more once nobody follows", () => {
  const unfollow = followEvents("/api/events", () => undefined);
  RefusedSource.made[0]?.end(RefusedSource.CLOSED);
  unfollow();
  vi.advanceTimersByTime(60_000);
  expect(RefusedSource.made).toHaveLength(1);
});
