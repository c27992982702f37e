import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { codeOf } from "@/lib/testing/deleting-console";
import { lookGoodForMs, NotNow, whileGood } from "./while-good";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** Runs `meanwhile` between a look and the moment when the request is written. */
async function actAfter(meanwhile: () => void, mayGoOn = () => true) {
  let looks = 0;
  const look = async () => {
    looks++;
    return null;
  };
  const act = async (beforeSending: () => void) => {
    meanwhile();
    beforeSending();
    return "sent";
  };
  const result = await whileGood<string>(look, act, mayGoOn).catch((error: unknown) => error);
  return { result, looks };
}

test("what was just seen is acted on", async () => {
  expect(await actAfter(() => vi.advanceTimersByTime(lookGoodForMs))).toEqual({ result: "sent", looks: 1 });
});

test.each([
  ["took too long", () => vi.advanceTimersByTime(lookGoodForMs + 1)],
  ["was followed by a clock that was set forward", () => vi.setSystemTime(Date.now() + 60_000)],
  ["was followed by a clock that was set back", () => vi.setSystemTime(Date.now() - 60_000)],
])("a look that %s is repeated", async (_, happens) => {
  let happened = false;
  const once = () => {
    if (!happened) happens();
    happened = true;
  };
  expect(await actAfter(once)).toEqual({ result: "sent", looks: 2 });
});

test("a registry that is always too slow is told so after three looks, and nothing is sent", async () => {
  const slow = () => void vi.advanceTimersByTime(lookGoodForMs + 600);
  const { result, looks } = await actAfter(slow);
  expect([await codeOf(Promise.reject(result)), looks]).toEqual(["registry-timeout", 3]);
});

test("nothing is sent once it may not go on", async () => {
  const { result, looks } = await actAfter(
    () => undefined,
    () => false,
  );
  expect([result instanceof NotNow, looks]).toEqual([true, 1]);
});
