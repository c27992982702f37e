import "server-only";
import type { NewPerson, Person } from "@/lib/contract/people";
import { AppError } from "@/lib/errors/app-error";
import type { Actor } from "./actor";
import { authorize } from "./authorize";
import { describePerson } from "./describe-person";
import { hashPassword } from "./passwords";
import { findPerson, insertPerson } from "./people-store";
import { recordAudit } from "./record-audit";

/** Adds a person. Throws `person-exists` if the name is taken, also by a disabled person. */
export async function createPerson(actor: Actor, { username, password, role }: NewPerson): Promise<Person> {
  authorize(actor, "people:change");
  const added = await insertPerson({ username, passwordHash: await hashPassword(password), role });
  const row = await findPerson(username);
  if (!added || !row) throw new AppError("person-exists", `There is already a user named ${username}.`);
  const detail = { change: "created", role };
  await recordAudit({ actor, action: "people:change", subject: username, outcome: "succeeded", detail });
  return describePerson(row);
}
