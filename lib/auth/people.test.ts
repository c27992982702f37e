import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/database";
import { addPerson, openTestPeople, type TestPeople, testPassword } from "@/lib/testing/test-people";
import type { Actor } from "./actor";
import { createPerson } from "./create-person";
import { disablePerson } from "./disable-person";
import { listPeople } from "./list-people";
import { recordAudit } from "./record-audit";
import { findSessionActor, openSession } from "./sessions-store";

let people: TestPeople;
let ann: Actor;

beforeEach(async () => {
  people = await openTestPeople();
  ann = { userId: await addPerson("ann", "admin"), username: "ann", role: "admin" };
});
afterEach(() => people.close());

const newPerson = { username: "vic", password: testPassword, role: "viewer" } as const;
const audit = () => database();

describe("people", () => {
  it("are added by an admin, and listed without their hashes", async () => {
    expect(await createPerson(ann, newPerson)).toMatchObject({ username: "vic", role: "member", disabled: false });
    const listed = await listPeople(ann);
    expect(listed.map(({ username }) => username)).toEqual(["ann", "vic"]);
    expect(JSON.stringify(listed)).not.toContain("argon2");
    const [entry] = await audit().selectFrom("audit").selectAll().execute();
    expect(entry).toMatchObject({ actor: "ann", action: "people:change", subject: "vic", outcome: "succeeded" });
    expect(entry?.detail).not.toContain(testPassword);
  });

  it("keep their names to themselves", async () => {
    await createPerson(ann, newPerson);
    await expect(createPerson(ann, { ...newPerson, role: "admin" })).rejects.toMatchObject({ code: "person-exists" });
    expect((await listPeople(ann)).find(({ username }) => username === "vic")?.role).toBe("member");
  });

  it("are neither seen nor changed by a viewer", async () => {
    const vic: Actor = { userId: "2", username: "vic", role: "member" };
    await expect(listPeople(vic)).rejects.toMatchObject({ code: "forbidden" });
    await expect(createPerson(vic, newPerson)).rejects.toMatchObject({ code: "forbidden" });
    await expect(disablePerson(vic, "ann")).rejects.toMatchObject({ code: "forbidden" });
  });

  it("lose their sessions when they are disabled", async () => {
    const session = await openSession(await addPerson("bob", "admin"));
    await disablePerson(ann, "bob");
    expect(await findSessionActor(session, { isUse: false })).toBeNull();
    expect((await listPeople(ann)).find(({ username }) => username === "bob")?.disabled).toBe(true);
  });

  it("always have an admin left", async () => {
    await addPerson("vic", "member");
    await expect(disablePerson(ann, "ann")).rejects.toMatchObject({ code: "last-admin" });
    await expect(disablePerson(ann, "nobody")).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the audit", () => {
  it("refuses to change or remove a row", async () => {
    await recordAudit({ actor: ann, action: "tag:delete", subject: "v1", outcome: "succeeded" });
    const change = audit().updateTable("audit").set({ actor: "eve" }).execute();
    await expect(change).rejects.toThrow("append-only");
    await expect(audit().deleteFrom("audit").execute()).rejects.toThrow("append-only");
    expect(await audit().selectFrom("audit").select("actor").execute()).toEqual([{ actor: "ann" }]);
  });

  it("has no row of a change that was rolled back", async () => {
    const failing = audit()
      .transaction()
      .execute(async (trx) => {
        await recordAudit({ actor: ann, action: "tag:delete", outcome: "started" }, trx);
        throw new Error("rolled back");
      });
    await expect(failing).rejects.toThrow("rolled back");
    expect(await audit().selectFrom("audit").selectAll().execute()).toEqual([]);
  });
});
