import { describe, expect, test } from "vitest";
import { judgePulls, listen, nothingTold, type PullsTold, takeIn, usualSilenceMs } from "./pulls-told";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const start = Date.UTC(2026, 2, 2);
const secretMark = "a";

const tell = (told: PullsTold, at: number, now = at) => takeIn(told, { at, now, secretMark });
const judge = (told: PullsTold, now: number) => judgePulls(told, now, secretMark);

/** Returns the state of a registry that reports a pull at each of these intervals, the first at `from`. */
function tellEvery(everyMs: number, forMs: number, before = nothingTold, from = start): PullsTold {
  let told = before;
  for (let at = from; at <= from + forMs; at += everyMs) told = tell(told, at);
  return told;
}

describe("pulls are known", () => {
  test("since the first one that was told of, as long as more are", () => {
    const told = tellEvery(10 * minuteMs, 40 * dayMs);
    expect(judge(told, start + 40 * dayMs + 20 * minuteMs)).toMatchObject({ since: start });
  });

  test("not at all where none was ever told of", () => {
    expect(judge(nothingTold, start)).toMatchObject({ since: null, unknown: { key: "pulls.neverReported" } });
  });

  test("no more once the registry is silent for longer than usual", () => {
    const told = tellEvery(10 * minuteMs, 40 * dayMs);
    const end = start + 40 * dayMs;
    expect(judge(told, end + 5 * hourMs)).toMatchObject({
      since: null,
      unknown: { key: "pulls.silent", values: { count: 5, unit: "hours" } },
      isSettling: false,
    });
  });

  test("anew after such a silence", () => {
    const end = start + 40 * dayMs;
    const told = tellEvery(10 * minuteMs, dayMs, tellEvery(10 * minuteMs, 40 * dayMs), end + 5 * hourMs);
    expect(judge(told, end + 29 * hourMs)).toMatchObject({ since: end + 5 * hourMs });
  });

  test("through nights and weekends, which are usual after some of them", () => {
    let told = nothingTold;
    for (let day = 0; day < 70; day++)
      if (day % 7 < 5) told = tellEvery(10 * minuteMs, 10 * hourMs, told, start + day * dayMs);
    const monday = start + 70 * dayMs;
    expect(judge(told, monday)).toMatchObject({ since: start + 21 * dayMs });
    expect(told.silences.length).toBeLessThanOrEqual(20);
  });

  test("not through what happened only twice: that were outages", () => {
    let told = tellEvery(10 * minuteMs, dayMs);
    for (const day of [3, 6]) told = tellEvery(10 * minuteMs, dayMs, told, start + day * dayMs);
    expect(usualSilenceMs(told.silences)).toBe(hourMs);
  });

  test("never through more than a week, whatever is usual", () => {
    const told = tellEvery(6 * dayMs, 60 * dayMs);
    expect(judge(told, start + 66 * dayMs)).toMatchObject({ since: start + 18 * dayMs });
    expect(judge(told, start + 68 * dayMs).since).toBeNull();
  });

  test("not since the secret was changed that they are told with, until they are again", () => {
    const told = tellEvery(10 * minuteMs, dayMs);
    const now = start + dayMs + minuteMs;
    expect(judgePulls(told, now, "b")).toMatchObject({ since: null, unknown: { key: "pulls.newSecret" } });
    const again = takeIn(told, { at: now, now, secretMark: "b" });
    expect(judgePulls(again, now, "b")).toMatchObject({ since: now });
  });
});

describe("while no console listens", () => {
  const offAt = start + 40 * dayMs;
  /** A registry with quiet weekends, and a console that listened until `offAt` and again `offMs` later. */
  function startAgain(offMs: number): PullsTold {
    const silences = Array.from({ length: 5 }, () => ({ endedAt: offAt - dayMs, ms: 60 * hourMs }));
    const told = tellEvery(10 * minuteMs, 40 * dayMs, { ...nothingTold, silences });
    return listen({ ...told, listeningAt: offAt }, offAt + offMs, { isStart: true });
  }

  function listenFor(before: PullsTold, ms: number): PullsTold {
    let told = before;
    const from = before.listeningAt ?? 0;
    for (let now = from; now <= from + ms; now += minuteMs) told = listen(told, now);
    return told;
  }

  test("pulls are missed, where the registry has kept none of them", () => {
    const on = offAt + 20 * hourMs;
    const told = tell(startAgain(20 * hourMs), on + minuteMs);
    expect(judge(told, on + 2 * minuteMs)).toMatchObject({ since: on + minuteMs });
  });

  test("none are missed, where the registry tells of them afterwards", () => {
    const on = offAt + 20 * hourMs;
    let told = startAgain(20 * hourMs);
    for (let at = offAt + hourMs; at < on; at += hourMs) told = tell(told, at, on + minuteMs);
    expect(judge(told, on + 2 * minuteMs)).toMatchObject({ since: null, isSettling: true });
    told = tell(told, on + 2 * minuteMs);
    // More late events may still be under way.
    expect(judge(told, on + 2 * minuteMs)).toMatchObject({ since: null });
    expect(judge(told, on + 4 * minuteMs)).toMatchObject({ since: start });
  });

  test("some are missed, where the registry has kept the last of them only", () => {
    const on = offAt + 5 * dayMs;
    let told = startAgain(5 * dayMs + 10 * hourMs);
    told = tell(told, on + 9 * hourMs, on + 10 * hourMs + minuteMs);
    expect(judge(tell(told, on + 10 * hourMs + 2 * minuteMs), on + 10 * hourMs + 5 * minuteMs)).toMatchObject({
      since: on + 10 * hourMs + minuteMs,
    });
  });

  test("it is not known for some minutes after a start, however short it was", () => {
    const on = offAt + minuteMs;
    const told = startAgain(minuteMs);
    expect(judge(told, on + 20_000)).toMatchObject({ since: null, isSettling: true });
    expect(judge(listenFor(told, 16 * minuteMs), on + 16 * minuteMs)).toMatchObject({ since: start });
    expect(judge(tell(told, on + 30_000), on + 40_000)).toMatchObject({ since: start });
  });

  test("nothing came afterwards: what was missed stays missed", () => {
    const on = offAt + 20 * hourMs;
    const told = listenFor(startAgain(20 * hourMs), 16 * minuteMs);
    expect(judge(told, on + 16 * minuteMs)).toMatchObject({ since: on });
  });

  test("a process that was stopped has not listened", () => {
    const told = { ...tellEvery(10 * minuteMs, 40 * dayMs), listeningAt: offAt };
    expect(judge(told, offAt + 20 * minuteMs)).toMatchObject({ since: null, isSettling: true });
    const on = offAt + 50 * minuteMs;
    expect(judge(tell(told, on), on)).toMatchObject({ since: on });
  });

  test("two starts one after the other are one time in which nobody listened", () => {
    const on = offAt + 20 * hourMs;
    const twice = listen(startAgain(20 * hourMs), on + 5 * minuteMs, { isStart: true });
    expect(judge(tell(twice, on + 6 * minuteMs), on + 7 * minuteMs)).toMatchObject({ since: on + 6 * minuteMs });
  });

  test("another console that listens meanwhile hears everything", () => {
    const told = { ...tellEvery(10 * minuteMs, 40 * dayMs), listeningAt: offAt };
    const beats = listen(listen(told, offAt + minuteMs), offAt + 2 * minuteMs);
    expect(judge(tell(beats, offAt + 3 * minuteMs), offAt + 3 * minuteMs)).toMatchObject({ since: start });
  });
});

describe("with clocks that jump", () => {
  const end = start + 40 * dayMs;
  const steady = () => tellEvery(10 * minuteMs, 40 * dayMs);

  test("a console that is ahead knows nothing of pulls, and starts anew when it is right again", () => {
    const ahead = tell(steady(), end + 30 * dayMs);
    expect(judge(ahead, end + minuteMs).since).toBeNull();
    expect(judge(tell(ahead, end + minuteMs), end + minuteMs)).toMatchObject({ since: end + minuteMs });
  });

  test("a registry that is far behind proves nothing by what it tells", () => {
    const first = takeIn(nothingTold, { at: Date.UTC(2020, 0, 1), now: start, secretMark });
    expect(judge(first, start + minuteMs).since).toBeNull();
    expect(judge(tell(first, start + 5 * minuteMs), start + 10 * minuteMs)).toMatchObject({
      since: start + 5 * minuteMs,
    });
  });

  test("a registry that is behind for good is said to tell late", () => {
    let told = nothingTold;
    for (let now = start; now <= end; now += 10 * minuteMs) told = tell(told, now - 20 * minuteMs, now);
    expect(judge(told, end + minuteMs).unknown).toEqual({ key: "pulls.late" });
  });
});
