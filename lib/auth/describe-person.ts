import "server-only";
import type { Person } from "@/lib/contract/people";
import type { PersonRow } from "./people-store";

/** What others may see of a person; never the hash. */
export function describePerson(row: PersonRow): Person {
  return {
    username: row.username,
    role: row.role,
    disabled: row.disabled === 1,
    createdAt: new Date(row.created_at).toISOString(),
    lastSignInAt: row.last_sign_in_at === null ? null : new Date(row.last_sign_in_at).toISOString(),
  };
}
