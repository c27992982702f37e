import "server-only";
import { listHeldGrants } from "@/lib/access/grants-store";
import type { Actor } from "./actor";
import { findPersonById } from "./people-store";

/** Returns the actor with the rights of this moment; null if the account is disabled. */
export async function renewActor(actor: Actor): Promise<Actor | null> {
  const person = await findPersonById(actor.userId);
  // The console itself, and a person of a test, have no account.
  if (!person) return actor;
  if (person.disabled === 1) return null;
  const { id: userId, username, role } = person;
  return { userId, username, role, ...(role === "member" && { grants: await listHeldGrants(userId, username) }) };
}
