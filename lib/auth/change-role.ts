import "server-only";
import type { Person, Role } from "@/lib/contract/people";
import { AppError } from "@/lib/errors/app-error";
import type { Actor } from "./actor";
import { authorize } from "./authorize";
import { describePerson } from "./describe-person";
import { changePersonRow, findPerson } from "./people-store";
import { recordAudit } from "./record-audit";

/** Gives a person another role, from their next request on. Throws `last-admin` for the only one who could undo it. */
export async function changeRole(actor: Actor, username: string, role: Role): Promise<Person> {
  authorize(actor, "people:change");
  const person = await findPerson(username);
  if (!person) throw new AppError("not-found", `There is no user named ${username}.`);
  if (!(await changePersonRow(person.id, { role })))
    throw new AppError("last-admin", `${username} is the last administrator. Create another administrator first.`);
  const detail = { change: "role", before: person.role, after: role };
  await recordAudit({ actor, action: "people:change", subject: username, outcome: "succeeded", detail });
  return describePerson({ ...person, role });
}
