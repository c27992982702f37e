import { expect, test } from "vitest";
import { judgeNotifications } from "./judge-notifications";
import { wordsOf } from "./judgement";

const now = Date.parse("2026-11-21T12:00:00Z");
const hoursAgo = (hours: number) => new Date(now - hours * 60 * 60_000).toISOString();
type Notifications = Parameters<typeof judgeNotifications>[0];
const judge = (changes: Partial<Notifications>) =>
  judgeNotifications({ setUp: "lines", heardAt: null, eventsLastDay: 0, refusedAt: null, ...changes }, now);

test.each<[what: string, Partial<Notifications>, state: string]>([
  ["a registry that told of something today", { heardAt: hoursAgo(2), eventsLastDay: 5 }, "ok"],
  ["one that fell silent", { heardAt: hoursAgo(49) }, "unknown"],
  ["one that was never heard of", {}, "attention"],
  ["one that the console has set up and nobody has used", { setUp: "console" }, "unknown"],
  ["one that can't reach the console", { setUp: "unreachable" }, "attention"],
  ["one whose secret is wrong", { heardAt: hoursAgo(3), refusedAt: hoursAgo(2) }, "attention"],
  ["one whose secret was wrong before", { heardAt: hoursAgo(2), refusedAt: hoursAgo(3) }, "ok"],
])("%s", (_, changes, state) => {
  const judgement = judge(changes);
  expect(judgement.state).toBe(state);
  const { consequence, remedy } = wordsOf(judgement);
  if (state === "attention") expect([consequence, remedy]).toEqual([expect.any(String), expect.any(String)]);
});

test("says how many came, and when the last one did", () => {
  expect(wordsOf(judge({ heardAt: hoursAgo(2), eventsLastDay: 1_284 })).seen).toBe(
    "Events arrive, the latest 2 hours ago. 1,284 events by others in the last 24 hours.",
  );
  expect(wordsOf(judge({ heardAt: hoursAgo(49) })).seen).toMatch(/^The latest event arrived 2 days ago\./);
});
