import "server-only";
import type { Person } from "@/lib/contract/people";
import { isoTime } from "@/lib/format/iso-time";
import type { PersonRow } from "./people-store";

/** Returns what others may see of a person; never the hash. */
export function describePerson(row: PersonRow): Person {
  return {
    username: row.username,
    role: row.role,
    disabled: row.disabled === 1,
    createdAt: new Date(row.created_at).toISOString(),
    lastSignInAt: isoTime(row.last_sign_in_at),
  };
}
