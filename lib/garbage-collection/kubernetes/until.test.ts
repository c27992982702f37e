import { expect, test } from "vitest";
import { until } from "./until";

function aLog() {
  const notes: string[] = [];
  const log = { note: (text: string) => void notes.push(text), output: () => undefined, flush: async () => undefined };
  return { notes, context: { log, signal: new AbortController().signal } };
}

test("what is waited for is told once for each reason, and nothing of what comes at once", async () => {
  const { notes, context } = aLog();
  const reasons = ["no node takes pod a", "no node takes pod a", "pod a pulls its image"];
  const told: string[] = [];
  const look = async () => (told.length === reasons.length ? "there" : null);
  const why = () => {
    const reason = reasons[told.length] as string;
    told.push(reason);
    return reason;
  };
  expect(await until(context, 10_000, look, why, 5)).toBe("there");
  expect(notes).toEqual(["Still waiting: no node takes pod a", "Still waiting: pod a pulls its image"]);
  expect(await until(context, 10_000, async () => "at once", why, 5)).toBe("at once");
  expect(notes).toHaveLength(2);
});

test("where the time is up there is nothing", async () => {
  const { notes, context } = aLog();
  expect(await until(context, 20, async () => null)).toBe(null);
  expect(notes).toEqual([]);
});
