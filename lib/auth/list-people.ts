import "server-only";
import type { Person } from "@/lib/contract/people";
import type { Actor } from "./actor";
import { authorize } from "./authorize";
import { describePerson } from "./describe-person";
import { listPersonRows } from "./people-store";

/** Returns everybody who has an account, enabled or disabled, ordered by name. */
export async function listPeople(actor: Actor): Promise<Person[]> {
  authorize(actor, "people:read");
  return (await listPersonRows()).map(describePerson);
}
