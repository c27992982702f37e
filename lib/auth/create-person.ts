import "server-only";
import { insertGrant } from "@/lib/access/grants-store";
import { everyName, everyRegistry } from "@/lib/access/held-grants";
import type { NewPerson, Person } from "@/lib/contract/people";
import { database } from "@/lib/db/database";
import { AppError } from "@/lib/errors/app-error";
import type { Actor } from "./actor";
import { authorize } from "./authorize";
import { describePerson } from "./describe-person";
import { hashPassword } from "./passwords";
import { findPerson, insertPerson, type PersonRow } from "./people-store";
import { recordAudit } from "./record-audit";

const readsEverything = {
  registry: everyRegistry,
  pattern: everyName,
  subject_kind: "person",
  role: "reader",
  expires_at: null,
} as const;

/** Adds a person. Throws `person-exists` if the name is taken, also by a disabled person. */
export async function createPerson(actor: Actor, { username, password, role }: NewPerson): Promise<Person> {
  authorize(actor, "people:change");
  const passwordHash = await hashPassword(password);
  await database()
    .transaction()
    .execute(async (trx) => {
      const id = await insertPerson({ username, passwordHash, role: role === "viewer" ? "member" : role }, trx);
      if (id === null) throw new AppError("person-exists", `There is already a user named ${username}.`);
      if (role === "viewer") await insertGrant({ ...readsEverything, subject_id: id, created_by: actor.username }, trx);
      const detail = { change: "created", role };
      await recordAudit({ actor, action: "people:change", subject: username, outcome: "succeeded", detail }, trx);
    });
  return describePerson((await findPerson(username)) as PersonRow);
}
