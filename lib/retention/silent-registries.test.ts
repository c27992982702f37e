import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { policySpecSchema } from "@/lib/contract/policies";
import { recordListening } from "@/lib/notifications/pulls-told-store";
import { anImage } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { closeIndexingConsole, openIndexingConsole } from "@/lib/testing/indexing-console";
import { anEvent, notify } from "@/lib/testing/notifications";
import { admin } from "@/lib/testing/test-console";
import { sweepAgain, untilSwept } from "@/lib/testing/until-swept";
import { listPolicyRuns, putPolicy } from "./policies";
import { previewPolicy } from "./preview-policy";
import { runDuePolicies } from "./run-due-policies";

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const start = Date.UTC(2026, 2, 2, 12);

let registry: FakeRegistry;

beforeEach(async () => {
  registry = await openIndexingConsole();
  vi.useFakeTimers({ now: start, toFake: ["Date"] });
  for (const tag of ["used", "unused", "monthly"]) registry.push("app", tag, anImage());
  await untilSwept();
});
afterEach(async () => {
  vi.useRealTimers();
  await closeIndexingConsole();
});

const at = (days: number) => start + days * dayMs;
const pull = (tag: string, time = Date.now()) =>
  notify({
    events: [
      anEvent({ action: "pull", timestamp: new Date(time).toISOString(), target: { tag }, request: { method: "GET" } }),
    ],
  });

/** Pulls `used` every six hours. */
async function pullRegularly(fromDays: number, toDays: number): Promise<void> {
  for (let time = at(fromDays); time <= at(toDays); time += 6 * hourMs) {
    vi.setSystemTime(time);
    await pull("used");
  }
}

const rules = (changes: object = {}) =>
  policySpecSchema.parse({
    name: "In use",
    registry: "local",
    repositories: { include: ["app"] },
    mostPercent: 100,
    keep: { within: [{ days: 30, of: "pulled" }] },
    ...changes,
  });
async function verdicts() {
  const preview = await previewPolicy(admin, rules());
  return Object.fromEntries(preview.verdicts.map(({ tag, verdict, because }) => [tag, `${verdict}: ${because}`]));
}

test("what was not pulled goes where every pull of the whole time is known", async () => {
  await pull("monthly");
  await pullRegularly(0, 40);
  expect(await verdicts()).toEqual({
    used: "keep: pulled today, within 30 days",
    monthly: "delete: pulled 40 days ago",
    unused: "delete: not pulled in the 39 days for which pulls are known",
  });
});

test("a registry that has stopped telling of pulls takes nothing that was in use, however long ago that was", async () => {
  await pullRegularly(0, 40);
  vi.setSystemTime(at(75));
  const silent = "keep: the registry has not reported a pull for 35 days, which is unusually long";
  expect(await verdicts()).toEqual({ used: silent, monthly: silent, unused: silent });
});

test("a silence that is longer than usual keeps what may have been pulled in it, until it is out of sight", async () => {
  await pull("monthly");
  await pullRegularly(0, 33);
  await pullRegularly(35, 45);
  const known = "keep: pulls are known for only 10 days";
  expect(await verdicts()).toMatchObject({ monthly: known, unused: known });
  await pullRegularly(45, 66);
  expect((await verdicts()).monthly).toBe("delete: pulled 66 days ago");
});

test("a tag that came back is not said never to have been pulled in a time in which it was not known", async () => {
  await pullRegularly(0, 40);
  registry.push("app", "new", anImage());
  await sweepAgain();
  await pullRegularly(40, 45);
  expect((await verdicts()).new).toBe("keep: the tag has been known for only 5 days");
});

test("what was pulled while the console was off is known before a policy that was missed is made up for", async () => {
  await putPolicy(admin, rules({ schedule: { cron: "0 3 * * *", timeZone: "UTC" }, enabled: true }));
  await pull("monthly");
  await pullRegularly(0, 40);
  await recordListening(Date.now());
  vi.setSystemTime(at(43));
  await recordListening(Date.now(), { isStart: true });
  const began = async () => (await listPolicyRuns(admin, { limit: 5 })).items.map(({ problem }) => problem?.detail);
  vi.setSystemTime(at(43) + 20_000);
  await runDuePolicies(Date.now());
  expect(await began()).toEqual([]);
  expect((await verdicts()).monthly).toMatch("keep: it is not known yet whether pulls were missed");
  for (let minute = 1; minute <= 16; minute++) {
    vi.setSystemTime(at(43) + minute * 60_000);
    await recordListening(Date.now());
  }
  await runDuePolicies(Date.now());
  expect(await began()).toEqual([expect.stringMatching("0 tags would have gone")]);
});
