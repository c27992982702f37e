import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/database";
import { addPerson, openTestPeople, type TestPeople, testPassword } from "@/lib/testing/test-people";
import type { AuditTables } from "./audit-store";
import { hashPassword } from "./passwords";
import { updatePerson } from "./people-store";
import { findSessionActor } from "./sessions-store";
import { signIn } from "./sign-in";

let people: TestPeople;
let annId: string;

beforeEach(async () => {
  people = await openTestPeople();
  annId = await addPerson("ann", "admin");
});
afterEach(async () => {
  vi.useRealTimers();
  await people.close();
});

const attempt = (changes: Partial<Parameters<typeof signIn>[0]> = {}) =>
  signIn({ username: "ann", password: testPassword, address: "203.0.113.9", ...changes });

describe("signIn", () => {
  it("opens a new session each time, and writes it down", async () => {
    const first = await attempt();
    const second = await attempt({ username: " ANN " });
    expect(first?.sessionId).not.toBe(second?.sessionId);
    expect(await findSessionActor(first?.sessionId ?? "", { isUse: false })).toEqual({
      userId: annId,
      username: "ann",
      role: "admin",
    });
    const rows = await database<AuditTables>().selectFrom("audit").select(["actor", "action"]).execute();
    expect(rows).toEqual(Array(2).fill({ actor: "ann", action: "sign-in" }));
  });

  it("doesn't tell a wrong password, an unknown name and a disabled account apart", async () => {
    expect(await attempt({ password: "wrong" })).toBeNull();
    expect(await attempt({ username: "nobody" })).toBeNull();
    expect(await attempt({ username: "'; drop table people; --" })).toBeNull();
    await updatePerson(annId, { disabled: 1 });
    expect(await attempt()).toBeNull();
  });

  it("checks five of 40 passwords that come at the same time", async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) => attempt({ password: `wrong ${index}`, address: null })),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "too-many-attempts" });
    await expect(attempt({ address: null })).rejects.toMatchObject({ retryAfterSeconds: expect.any(Number) });
    expect(await attempt()).not.toBeNull();
  });

  it("lets a person in again once the delay is over, and forgets the failures then", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    for (let index = 0; index < 5; index += 1) await attempt({ password: "wrong" });
    await expect(attempt()).rejects.toMatchObject({ code: "too-many-attempts" });
    vi.setSystemTime(Date.now() + 61_000);
    expect(await attempt()).not.toBeNull();
    expect(await attempt({ password: "wrong" })).toBeNull();
    expect(await attempt()).not.toBeNull();
  });

  it("counts an address over all the names it tries, and not its sign-ins", async () => {
    for (let index = 0; index < 19; index += 1) expect(await attempt({ username: `name-${index}` })).toBeNull();
    for (let index = 0; index < 3; index += 1) expect(await attempt()).not.toBeNull();
    expect(await attempt({ username: "name-20" })).toBeNull();
    await expect(attempt()).rejects.toMatchObject({ code: "too-many-attempts" });
    expect(await attempt({ address: "203.0.113.10" })).not.toBeNull();
  });

  it("replaces a hash that was made with weaker parameters", async () => {
    const { hash } = await import("@node-rs/argon2");
    const weak = await hash(testPassword, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await updatePerson(annId, { password_hash: weak });
    await attempt();
    const { password_hash: stored } = await database<{ people: { password_hash: string } }>()
      .selectFrom("people")
      .select("password_hash")
      .executeTakeFirstOrThrow();
    expect(stored.slice(0, 30)).toBe((await hashPassword("any")).slice(0, 30));
  });
});
