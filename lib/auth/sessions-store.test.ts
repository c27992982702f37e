import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/database";
import { addPerson, openTestPeople, sessionCookie, type TestPeople } from "@/lib/testing/test-people";
import { sessionCookieName } from "./cookies";
import { findActor } from "./find-actor";
import { updatePerson } from "./people-store";
import {
  findSessionActor,
  openSession,
  revokeSession,
  revokeSessionsOf,
  sessionIdleMs,
  sessionMaxAgeMs,
} from "./sessions-store";

let people: TestPeople;
let annId: string;
const ann = () => ({ userId: annId, username: "ann", role: "admin" });

beforeEach(async () => {
  people = await openTestPeople();
  annId = await addPerson("ann", "admin");
});
afterEach(() => people.close());

describe("a session", () => {
  it("ends when it is revoked, alone or with all of the person's", async () => {
    const [one, two] = [await openSession(annId), await openSession(annId)];
    await revokeSession(one);
    expect(await findSessionActor(one, { isUse: false })).toBeNull();
    expect(await findSessionActor(two, { isUse: false })).toEqual(ann());
    await revokeSessionsOf(annId);
    expect(await findSessionActor(two, { isUse: false })).toBeNull();
  });

  it("follows the person's role, and ends when they are disabled", async () => {
    const id = await openSession(annId);
    await updatePerson(annId, { role: "member" });
    expect(await findSessionActor(id, { isUse: false })).toMatchObject({ role: "member" });
    await updatePerson(annId, { disabled: 1 });
    expect(await findSessionActor(id, { isUse: false })).toBeNull();
  });

  it("ends after eight idle hours, and after a day however much it is used", async () => {
    const start = Date.now();
    const idle = await openSession(annId, start);
    expect(await findSessionActor(idle, { isUse: true, now: start + sessionIdleMs })).toBeNull();
    const used = await openSession(annId, start);
    for (let now = start; now < start + sessionMaxAgeMs; now += sessionIdleMs / 2)
      expect(await findSessionActor(used, { isUse: true, now: now })).toEqual(ann());
    expect(await findSessionActor(used, { isUse: true, now: start + sessionMaxAgeMs })).toBeNull();
  });

  it("ends after eight hours in which it was only looked at, as an open tab does", async () => {
    const start = Date.now();
    const id = await openSession(annId, start);
    for (let now = start; now < start + sessionIdleMs; now += sessionIdleMs / 16)
      expect(await findSessionActor(id, { isUse: false, now })).toEqual(ann());
    expect(await findSessionActor(id, { isUse: true, now: start + sessionIdleMs })).toBeNull();
  });

  it("can't be taken from the database: its id isn't there", async () => {
    const id = await openSession(annId);
    const rows = await database<{ sessions: object }>().selectFrom("sessions").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(id);
  });
});

describe("findActor", () => {
  it("reads our cookie, and nobody from anything else", async () => {
    const cookie = (await sessionCookie(annId)).slice(sessionCookieName().length + 1);
    expect(await findActor(cookie, { isUse: false })).toEqual(ann());
    for (const bad of [undefined, "", "x", `${cookie}x`, cookie.slice(0, -9), "a.b.c.d.e"])
      expect(await findActor(bad, { isUse: false })).toBeNull();
  });

  it("names the cookie so that browsers bind it to an https host", async () => {
    expect(sessionCookieName()).toBe("shipshape.session");
    await people.close();
    people = await openTestPeople({ PUBLIC_URL: "https://console.example.com" });
    expect(sessionCookieName()).toBe("__Host-shipshape.session");
  });
});
