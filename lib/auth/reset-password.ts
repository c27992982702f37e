import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { Actor } from "./actor";
import { authorize } from "./authorize";
import { hashPassword } from "./passwords";
import { findPerson, updatePerson } from "./people-store";
import { recordAudit } from "./record-audit";
import { revokeSessionsOf } from "./sessions-store";

/** Gives a person a new password and lets them in again; their sessions end. Throws `not-found`. */
export async function resetPassword(actor: Actor, username: string, password: string): Promise<void> {
  authorize(actor, "people:change");
  const person = await findPerson(username);
  if (!person) throw new AppError("not-found", `There is no user named ${username}.`);
  await updatePerson(person.id, { password_hash: await hashPassword(password), disabled: 0 });
  await revokeSessionsOf(person.id);
  const detail = { change: "password-reset" };
  await recordAudit({ actor, action: "people:change", subject: username, outcome: "succeeded", detail });
}
