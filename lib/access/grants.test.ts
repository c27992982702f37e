import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { canDo } from "@/lib/auth/authorize";
import { changeRole } from "@/lib/auth/change-role";
import { createPerson } from "@/lib/auth/create-person";
import { findPerson, insertPerson } from "@/lib/auth/people-store";
import { findSessionActor, openSession } from "@/lib/auth/sessions-store";
import type { AccessRole, AddGrant, Subject } from "@/lib/contract/access";
import { database } from "@/lib/db/database";
import { admin, aRegistryConfig, openTestConsole } from "@/lib/testing/test-console";
import { explainAccess } from "./explain-access";
import { addGrant, deleteGrant, listGrants } from "./grants";
import { changeTeam, createTeam, deleteTeam, listTeams } from "./teams";

let close: () => Promise<void>;

beforeEach(async () => {
  close = await openTestConsole([aRegistryConfig("http://127.0.0.1:9")]);
  for (const username of ["ann", "bob"]) await insertPerson({ username, passwordHash: "hash", role: "member" });
});
afterEach(() => close());

const person = (name: string): Subject => ({ kind: "person", name });
const grant = (subject: Subject, role: AccessRole, pattern: string, registry = "local"): AddGrant => ({
  registry,
  pattern,
  subject,
  role,
  expiresAt: null,
});

async function signedIn(username: string): Promise<Actor> {
  const id = (await findPerson(username))?.id ?? "";
  const actor = await findSessionActor(await openSession(id), { isUse: false });
  if (!actor) throw new Error(`${username} can't sign in.`);
  return actor;
}
const maySee = async (username: string, repository: string) =>
  canDo(await signedIn(username), "registry:read", { registry: "local", repository });

test("a grant counts at the next request, for a person, a team and everybody, and is gone with what gave it", async () => {
  const { id } = await addGrant(admin, grant(person("ann"), "reader", "own/**"));
  await createTeam(admin, { name: "web", members: ["ann"] });
  await addGrant(admin, grant({ kind: "team", name: "web" }, "reader", "web/*"));
  await addGrant(admin, grant({ kind: "signed-in", name: "" }, "reader", "open"));
  expect([await maySee("ann", "own/a/b"), await maySee("bob", "own/a/b")]).toEqual([true, false]);
  expect([await maySee("ann", "web/shop"), await maySee("ann", "web/shop/x")]).toEqual([true, false]);
  expect([await maySee("ann", "open"), await maySee("bob", "open")]).toEqual([true, true]);
  await deleteGrant(admin, id);
  await changeTeam(admin, { name: "web", members: ["bob"] });
  expect([await maySee("ann", "own/a/b"), await maySee("ann", "web/shop")]).toEqual([false, false]);
  expect(await maySee("bob", "web/shop")).toBe(true);
  await deleteTeam(admin, "web");
  expect(await maySee("bob", "web/shop")).toBe(false);
  expect((await listGrants(admin, {})).map(({ pattern }) => pattern)).toEqual(["open"]);
});

test("{user} is the name of whoever looks, and an expired grant gives nothing", async () => {
  await addGrant(admin, grant({ kind: "signed-in", name: "" }, "owner", "home/{user}/**"));
  expect([await maySee("ann", "home/ann/x"), await maySee("ann", "home/bob/x")]).toEqual([true, false]);
  const soon = new Date(Date.now() + 60_000).toISOString();
  const { id } = await addGrant(admin, { ...grant(person("ann"), "reader", "short/**"), expiresAt: soon });
  expect(await maySee("ann", "short/x")).toBe(true);
  await database().updateTable("access_grant").set({ expires_at: Date.now() }).where("id", "=", id).execute();
  expect(await maySee("ann", "short/x")).toBe(false);
});

test.each([
  ["web/shop", "reader", true],
  ["web/**", "owner", true],
  ["web/*", "maintainer", true],
  ["**", "reader", false],
  ["web", "reader", false],
  ["website/**", "reader", false],
  ["{web,db}/**", "reader", false],
] as const)("an owner of web/** may grant on %s the role %s: %s", async (pattern, role, may) => {
  await addGrant(admin, grant(person("ann"), "owner", "web/**"));
  const adding = addGrant(await signedIn("ann"), grant(person("bob"), role, pattern));
  if (may) expect(await adding).toMatchObject({ pattern, role, createdBy: "ann" });
  else await expect(adding).rejects.toMatchObject({ code: "forbidden" });
});

test("an owner grants nothing to themselves, as an owner by a team would stay one after leaving it", async () => {
  await addGrant(admin, grant(person("ann"), "owner", "web/**"));
  const adding = addGrant(await signedIn("ann"), grant(person("ann"), "owner", "web/**"));
  await expect(adding).rejects.toMatchObject({ code: "forbidden" });
});

test("an owner for a while grants nothing for longer", async () => {
  const [soon, later] = [60_000, 120_000].map((ms) => new Date(Date.now() + ms).toISOString()) as [string, string];
  await addGrant(admin, { ...grant(person("ann"), "owner", "web/**"), expiresAt: soon });
  const ann = await signedIn("ann");
  const to = grant(person("bob"), "reader", "web/shop");
  for (const expiresAt of [null, later])
    await expect(addGrant(ann, { ...to, expiresAt })).rejects.toMatchObject({ code: "forbidden" });
  expect(await addGrant(ann, { ...to, expiresAt: soon })).toMatchObject({ expiresAt: soon });
});

test("who is no owner grants nothing, and sees and removes no grant of others", async () => {
  const { id } = await addGrant(admin, grant(person("bob"), "reader", "web/**"));
  await addGrant(admin, grant(person("ann"), "maintainer", "web/**"));
  const ann = await signedIn("ann");
  await expect(addGrant(ann, grant(person("ann"), "owner", "web/**"))).rejects.toMatchObject({ code: "forbidden" });
  expect(await listGrants(ann, {})).toEqual([]);
  await expect(deleteGrant(ann, id)).rejects.toMatchObject({ code: "forbidden" });
  await addGrant(admin, grant(person("ann"), "owner", "db/**"));
  const owner = await signedIn("ann");
  await expect(deleteGrant(owner, id)).rejects.toMatchObject({ code: "not-found" });
  expect((await listGrants(owner, {})).map(({ pattern }) => pattern)).toEqual(["db/**"]);
  expect(await listTeams(owner)).toEqual([]);
});

test.each([
  [grant(person("nobody"), "reader", "a"), "not-found"],
  [grant({ kind: "team", name: "none" }, "reader", "a"), "not-found"],
  [grant({ kind: "everyone", name: "ann" }, "reader", "a"), "invalid-request"],
  [grant(person("ann"), "reader", "a,b/**"), "invalid-request"],
  [grant(person("ann"), "reader", "{a"), "invalid-request"],
  [grant(person("ann"), "reader", "a", "elsewhere"), "registry-not-found"],
  [{ ...grant(person("ann"), "reader", "a"), expiresAt: "2020-01-01T00:00:00Z" }, "invalid-request"],
])("%j is refused with %s", async (body, code) => {
  await expect(addGrant(admin, body)).rejects.toMatchObject({ code });
  expect(await listGrants(admin, {})).toEqual([]);
});

test("why somebody may or may not is told with the grants behind it, or the role and the owners", async () => {
  const { id } = await addGrant(admin, grant(person("bob"), "reader", "web/**"));
  await addGrant(admin, grant(person("ann"), "owner", "web/shop"));
  const ask = async (actor: Actor, name: string, action: "read" | "delete") =>
    explainAccess(actor, { registry: "local", repository: "web/shop", person: name, action });
  expect(await ask(admin, "bob", "read")).toEqual({
    allowed: true,
    because: [{ grant: id, subject: person("bob"), role: "reader" }],
    missing: null,
  });
  const refused = { allowed: false, because: [], missing: { role: "maintainer", owners: [person("ann")] } };
  expect(await ask(await signedIn("bob"), "bob", "delete")).toEqual(refused);
  await expect(ask(await signedIn("bob"), "ann", "read")).rejects.toMatchObject({ code: "forbidden" });
  expect(await ask(await signedIn("ann"), "bob", "delete")).toEqual(refused);
});

test("a viewer of the API is a member who may read everything; the last admin stays one", async () => {
  await createPerson(admin, { username: "vic", password: "a long enough password", role: "viewer" });
  expect(await signedIn("vic")).toMatchObject({ role: "member", grants: [{ registry: "*", pattern: "**" }] });
  expect(canDo(await signedIn("vic"), "registry:read-all", { registry: "local" })).toBe(true);
  await insertPerson({ username: "root", passwordHash: "hash", role: "admin" });
  await expect(changeRole(admin, "root", "member")).rejects.toMatchObject({ code: "last-admin" });
  expect(await changeRole(admin, "ann", "admin")).toMatchObject({ role: "admin" });
  expect(await changeRole(admin, "root", "auditor")).toMatchObject({ role: "auditor" });
});
