import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { Actor } from "./actor";
import { authorize } from "./authorize";
import { changePersonRow, findPerson } from "./people-store";
import { recordAudit } from "./record-audit";
import { revokeSessionsOf } from "./sessions-store";

/**
 * Prevents a person from signing in and ends their sessions. Throws `last-admin` for the only one who could undo it.
 */
export async function disablePerson(actor: Actor, username: string): Promise<void> {
  authorize(actor, "people:change");
  const person = await findPerson(username);
  if (!person) throw new AppError("not-found", `There is no user named ${username}.`);
  if (person.disabled === 1) return;
  if (!(await changePersonRow(person.id, { disabled: 1 })))
    throw new AppError("last-admin", `${username} is the last administrator. Create another administrator first.`);
  await revokeSessionsOf(person.id);
  const detail = { change: "disabled" };
  await recordAudit({ actor, action: "people:change", subject: username, outcome: "succeeded", detail });
}
