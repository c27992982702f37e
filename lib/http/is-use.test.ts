import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sessionIdleMs } from "@/lib/auth/sessions-store";
import { useHeader } from "@/lib/contract/in-use-header";
import { addPerson, openTestPeople, sessionCookie, type TestPeople } from "@/lib/testing/test-people";
import { defineRoute } from "./define-route";
import { eventStream } from "./event-stream";

let people: TestPeople;
let cookie: string;

beforeEach(async () => {
  people = await openTestPeople();
  cookie = await sessionCookie(await addPerson("ann", "admin"));
  vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
});
afterEach(async () => {
  vi.useRealTimers();
  await people.close();
});

const route = defineRoute({ describe: null, handle: () => undefined });
const call = async (method: string, headers: Record<string, string> = {}) => {
  const request = new Request("http://localhost:3000/api/any", {
    method,
    headers: { cookie, "sec-fetch-site": "same-origin", ...headers },
  });
  return (await route(request, { params: Promise.resolve({}) })).status;
};

/** Returns the answers of a day on which the same request is sent every half hour. */
async function statusesOfADay(ask: () => Promise<number>): Promise<number[]> {
  const statuses: number[] = [];
  for (let half = 0; half < 46; half += 1) {
    statuses.push(await ask());
    vi.setSystemTime(Date.now() + 30 * 60_000);
  }
  return statuses;
}

test.each(["GET", "HEAD"])("what an open tab reads by itself (%s) doesn't keep its session alive", async (method) => {
  const statuses = await statusesOfADay(() => call(method));
  expect(statuses.filter((status) => status === 204)).toHaveLength(sessionIdleMs / (30 * 60_000));
  expect(statuses.at(-1)).toBe(401);
});

test.each<[string, string, Record<string, string>]>([
  ["a change", "POST", {}],
  ["a read by a page in use", "GET", { [useHeader]: "true" }],
])("%s keeps the session alive", async (_what, method, headers) => {
  expect(new Set(await statusesOfADay(() => call(method, headers)))).toEqual(new Set([204]));
});

test("a live view that stays open ends with the idle session", async () => {
  const request = new Request("http://localhost:3000/api/events", { headers: { cookie } });
  const actor = { userId: "ann", username: "ann", role: "admin" } as const;
  const reading = eventStream(request, actor, async function* (signal) {
    yield { event: "changed", data: "{}" };
    await new Promise((aborted) => signal.addEventListener("abort", aborted));
  }).text();
  vi.setSystemTime(Date.now() + sessionIdleMs);
  vi.advanceTimersByTime(15_000);
  expect(await reading).not.toContain("still here");
});
