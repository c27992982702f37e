import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/database";
import { runShutdown } from "@/lib/process/shutdown";
import { addPerson, openTestPeople, type TestPeople, testPassword } from "@/lib/testing/test-people";
import { verifyPassword } from "./passwords";
import { countPeople, findPerson, listPersonRows, updatePerson } from "./people-store";
import { preparePeople } from "./prepare-people";
import { findSessionActor, openSession } from "./sessions-store";
import { isSetUpPending, setUpConsole } from "./set-up";

let people: TestPeople;
async function start(env: Record<string, string> = {}): Promise<void> {
  people = await openTestPeople(env);
}
afterEach(async () => {
  vi.useRealTimers();
  await runShutdown();
  await people.close();
});

async function newToken(): Promise<string> {
  const { setUpUrl } = await preparePeople();
  expect(setUpUrl).toMatch(/^http:\/\/localhost:3000\/set-up\?token=[\w-]{43}$/);
  return new URL(setUpUrl ?? "").searchParams.get("token") ?? "";
}

describe("the first start", () => {
  beforeEach(() => start());

  it("prints an address that makes the first admin, once", async () => {
    const token = await newToken();
    expect(await isSetUpPending()).toBe(true);
    await setUpConsole({ token, username: "ann", password: testPassword });
    expect(await findPerson("ann")).toMatchObject({ role: "admin", disabled: 0 });
    expect(await isSetUpPending()).toBe(false);
    const again = setUpConsole({ token, username: "eve", password: testPassword });
    await expect(again).rejects.toMatchObject({ code: "set-up-done" });
  });

  it("makes exactly one admin when many use the address at once", async () => {
    const token = await newToken();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        setUpConsole({ token, username: `admin-${index}`, password: testPassword }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await listPersonRows()).toHaveLength(1);
  });

  it("refuses a wrong token, one that is an hour old, and one from an earlier start", async () => {
    const first = await newToken();
    const second = await newToken();
    const tryWith = (token: string) => setUpConsole({ token, username: "eve", password: testPassword });
    await expect(tryWith("wrong")).rejects.toMatchObject({ code: "forbidden" });
    await expect(tryWith(first)).rejects.toMatchObject({ code: "forbidden" });
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + 60 * 60 * 1000 + 1);
    await expect(tryWith(second)).rejects.toMatchObject({ code: "forbidden" });
    expect(await countPeople()).toBe(0);
  });

  it("keeps no readable token", async () => {
    const token = await newToken();
    const rows = await database<{ set_up: object }>().selectFrom("set_up").selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe("a later start", () => {
  it("never opens the set-up again, even when the database has lost everybody", async () => {
    await start();
    await setUpConsole({ token: await newToken(), username: "ann", password: testPassword });
    expect(existsSync(join(people.config.dataDir, "initialised"))).toBe(true);
    expect(await preparePeople()).toEqual({ setUpUrl: null });
    await database<{ people: object }>().deleteFrom("people").execute();
    await expect(preparePeople()).rejects.toMatchObject({ code: "unavailable" });
    expect(await isSetUpPending()).toBe(false);
    const late = setUpConsole({ token: "x", username: "eve", password: testPassword });
    await expect(late).rejects.toMatchObject({ code: "set-up-done" });
  });
});

describe("ADMIN_USERNAME and ADMIN_PASSWORD", () => {
  const env = { ADMIN_USERNAME: "root", ADMIN_PASSWORD: "from the environment" };

  it("make the admin, without a set-up", async () => {
    await start(env);
    expect(await preparePeople()).toEqual({ setUpUrl: null });
    const root = await findPerson("root");
    expect(root?.role).toBe("admin");
    expect(await verifyPassword(root?.password_hash ?? null, env.ADMIN_PASSWORD)).toBe(true);
  });

  it("bring an existing account back to them, and end its sessions", async () => {
    await start(env);
    const id = await addPerson("root", "member");
    await updatePerson(id, { disabled: 1 });
    const session = await openSession(id);
    await preparePeople();
    const root = await findPerson("root");
    expect(root).toMatchObject({ id, role: "admin", disabled: 0 });
    expect(await verifyPassword(root?.password_hash ?? null, env.ADMIN_PASSWORD)).toBe(true);
    expect(await findSessionActor(session, { isUse: false })).toBeNull();
  });

  it("change nothing where the account is as they say, so that a restart signs nobody out", async () => {
    await start(env);
    await preparePeople();
    const session = await openSession((await findPerson("root"))?.id ?? "");
    await preparePeople();
    expect(await findSessionActor(session, { isUse: false })).toMatchObject({ username: "root" });
  });
});
