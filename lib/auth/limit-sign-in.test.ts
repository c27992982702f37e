import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openTestPeople, type TestPeople } from "@/lib/testing/test-people";
import { limitSignIn } from "./limit-sign-in";

let people: TestPeople;

beforeEach(async () => {
  people = await openTestPeople();
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(async () => {
  vi.useRealTimers();
  await people.close();
});

const attacker = "198.51.100.66";
const host = (index: number) => `10.${index >> 8}.${index & 255}.1`;
const passes = (account: string, address: string | null) =>
  limitSignIn(account, address).then(
    () => true,
    () => false,
  );

async function signIn(account: string, address: string) {
  await (await limitSignIn(account, address)).succeeded();
}

describe("one address", () => {
  it("shuts nobody else out, however often it tries", async () => {
    for (let half = 0; half < 600; half += 1) {
      vi.setSystemTime(Date.now() + 500);
      await passes(`name-${half}`, attacker);
      if (half % 100 === 99) expect(await passes(`other-${half}`, host(half))).toBe(true);
    }
  });

  it("shuts nobody else out by signing in again and again with a right password", async () => {
    for (let count = 0; count < 150; count += 1) await signIn("vic", attacker);
    expect(await passes("ann", host(1))).toBe(true);
    let more = 0;
    while (await passes("vic", attacker).then((passed) => passed && more < 200)) more += 1;
    expect(more).toBeLessThan(200);
  });

  it("doesn't keep a person out of their account elsewhere", async () => {
    for (let second = 0; second < 300; second += 1) {
      vi.setSystemTime(Date.now() + 1_000);
      await passes("admin", attacker);
    }
    expect(await passes("admin", attacker)).toBe(false);
    expect(await passes("admin", host(1))).toBe(true);
    expect(await passes("admin", "2001:db8::1")).toBe(true);
  });

  it.each([
    ["an IPv6 network", (index: number) => `2001:db8:1:${index.toString(16)}::1`],
    ["those whose address isn't known", () => null],
  ])("is also %s", async (_what, addressOf) => {
    let passed = 0;
    for (let index = 0; index < 150; index += 1) if (await passes(`name-${index}`, addressOf(index))) passed += 1;
    expect(passed).toBeLessThanOrEqual(60);
    expect(await passes("ann", host(1))).toBe(true);
  });
});

describe("many addresses that try one account", () => {
  const attackFromAll = async (from: number, to: number) => {
    let passed = 0;
    for (let index = from; index < to; index += 1) {
      // Slow enough for the limit of all addresses together.
      vi.setSystemTime(Date.now() + 700);
      if (await passes("admin", host(index))) passed += 1;
    }
    return passed;
  };

  it("are slowed, and whoever waits the seconds they are told is let in", async () => {
    expect(await attackFromAll(0, 100)).toBe(100);
    expect(await attackFromAll(100, 200)).toBeLessThan(25);
    const refusal = await limitSignIn("admin", host(300)).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "too-many-attempts" });
    const { retryAfterSeconds } = refusal as { retryAfterSeconds: number };
    expect(retryAfterSeconds).toBeLessThanOrEqual(5);
    vi.setSystemTime(Date.now() + retryAfterSeconds * 1_000);
    expect(await passes("admin", host(300))).toBe(true);
  });

  it("don't use up the tries of whoever is told to wait", async () => {
    await attackFromAll(0, 120);
    for (let tries = 0; tries < 30; tries += 1) await passes("admin", host(300));
    vi.setSystemTime(Date.now() + 5_000);
    expect(await passes("admin", host(300))).toBe(true);
  });

  it("don't keep a person out where they signed in before", async () => {
    await signIn("admin", host(300));
    await attackFromAll(0, 150);
    for (let index = 0; index < 150; index += 1) await passes(`name-${index}`, host(index));
    expect(await passes("ann", host(400))).toBe(false);
    expect(await passes("admin", host(300))).toBe(true);
  });
});
