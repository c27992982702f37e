import "server-only";
import type { HeldGrant } from "@/lib/access/held-grants";
import type { Role } from "@/lib/contract/people";

/** The person, or the console, that performs an action. */
export type Actor = {
  userId: string;
  username: string;
  role: Role;
  /** What a member may do; the other roles need no grants. */
  grants?: readonly HeldGrant[];
};

/** The console itself, for actions without a person: start-up repairs and schedules. */
export const systemActor: Actor = { userId: "system", username: "system", role: "admin" };
