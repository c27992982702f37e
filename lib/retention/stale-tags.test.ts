import { expect, test } from "vitest";
import { findStaleTags, type StaleChoice, type StaleFacts } from "./stale-tags";

const dayMs = 24 * 60 * 60_000;
const now = Date.UTC(2026, 10, 21);
const daysAgo = (days: number) => now - days * dayMs;
const choice: StaleChoice = { now, days: 90, keep: 1, pullsKnownSince: null };

let made = 0;
const fact = (tag: string, changes: Partial<StaleFacts> = {}): StaleFacts => ({
  tag,
  manifestId: ++made,
  sizeBytes: 1,
  createdAt: null,
  pushedAt: null,
  pulledAt: null,
  isBroken: false,
  ...changes,
});
const found = (tags: StaleFacts[], changes: Partial<StaleChoice> = {}) =>
  Object.fromEntries(
    findStaleTags(tags, { ...choice, ...changes }).map(({ kind, tags: stale }) => [kind, stale.map(({ tag }) => tag)]),
  );

test("old is what was neither built nor pushed lately, and is not among the newest; unknown dates are no reason", () => {
  const tags = [
    fact("1.0.0", { createdAt: daysAgo(300) }),
    fact("1.1.0", { createdAt: daysAgo(200), pushedAt: daysAgo(1) }),
    fact("0.9.0", { createdAt: daysAgo(400) }),
    fact("0.8.0"),
  ];
  expect(found(tags)).toEqual({ old: ["1.0.0", "0.9.0"] });
  expect(found(tags, { keep: 2 })).toEqual({ old: ["0.9.0"] });
});

test("a name that moves with its releases is not old", () => {
  const old = { createdAt: daysAgo(300) };
  expect(found([fact("latest", old), fact("1.4", old), fact("1.4.2", old)], { keep: 0 })).toEqual({ old: ["1.4.2"] });
});

test("not pulled is said only where pulls are known for so long", () => {
  const tags = [
    fact("used", { createdAt: daysAgo(300), pulledAt: daysAgo(2) }),
    fact("unused", { createdAt: daysAgo(300), pulledAt: daysAgo(100) }),
    fact("never", { createdAt: daysAgo(300) }),
    fact("new", { createdAt: daysAgo(3) }),
  ];
  expect(found(tags)["not-pulled"]).toBeUndefined();
  expect(found(tags, { pullsKnownSince: daysAgo(30) })["not-pulled"]).toBeUndefined();
  expect(found(tags, { pullsKnownSince: daysAgo(120) })["not-pulled"]).toEqual(["unused", "never"]);
});

test("pre-releases are stale when their version is released, and only then", () => {
  expect(found(["1.4.0-rc.1", "v1.4.0-rc.2", "1.4.0", "1.5.0-rc.1"].map((tag) => fact(tag)))).toEqual({
    "pre-release": ["1.4.0-rc.1", "v1.4.0-rc.2"],
  });
});

test("tags of branches, pull requests and commits are stale when they are old", () => {
  const old = { createdAt: daysAgo(100) };
  const tags = ["pr-12", "feature-login", "deadbeef", "1.0.0"].map((tag) => fact(tag, old));
  expect(found([...tags, fact("pr-13", { createdAt: daysAgo(1) })], { keep: 10 })).toEqual({
    branch: ["pr-12", "feature-login", "deadbeef"],
  });
});

test("dates and build numbers are no commits", () => {
  const old = { createdAt: daysAgo(100) };
  const tags = ["20260301", "2026.03.01", "12345678", "0".repeat(40), "DEADBEEF"].map((tag) => fact(tag, old));
  expect(found(tags, { keep: 10 })).toEqual({ branch: ["0".repeat(40), "DEADBEEF"] });
});

test("a date says less than a version, and doesn't move as a short version does", () => {
  const same = { manifestId: 7, createdAt: daysAgo(300) };
  expect(found([fact("20260301", same), fact("1.4.2", same)], { keep: 0 })).toEqual({
    old: ["20260301", "1.4.2"],
    "same-digest": ["20260301"],
  });
});

test("of the tags on one image all but the one that says most are doubles, moving names left out", () => {
  const same = { manifestId: 7 };
  expect(found([fact("1.4.2", same), fact("1.4.2-build9", same), fact("1.4", same), fact("latest", same)])).toEqual({
    "pre-release": ["1.4.2-build9"],
    "same-digest": ["1.4.2-build9"],
  });
});

test("what is broken is found", () => {
  expect(found([fact("a", { isBroken: true }), fact("b")])).toEqual({ broken: ["a"] });
});
